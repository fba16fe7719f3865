import Foundation
import Testing

/// What is wrong with pages of single values is said where it was written.
@Suite("errors in a page for each value") struct SeriesErrorTests {
    private func errors(
        _ change: (TemporaryFolder) throws -> Void
    ) throws -> String {
        let folder = try Accounts.workspace()
        try change(folder)
        let outcome = try Program.run("check", in: folder.url)
        #expect(outcome.exitCode == 1, "\(outcome.all)")
        return outcome.errors
    }

    private func errors(of text: String, in path: String) throws -> String {
        try errors { try $0.write(text, to: "content/\(path)") }
    }

    @Test("text about a customer that isn't there names those that are near")
    func unknownCustomer() throws {
        #expect(
            try errors(of: "Text.\n", in: "customers/c11.md").contains(
                "content/customers/c11.md: error: there is no customer 'c11'; did you mean 'c1'? "
                    + "[unknown-value]"))
        #expect(
            try errors(of: "Text.\n", in: "customers/northern-lights.md").contains(
                "there is no customer 'northern-lights'; known are: c1, c2,"))
    }

    @Test("two pages, forms, texts or ids can't have one address")
    func oneAddress() throws {
        let pages = try errors { folder in
            try folder.write("Text.\n", to: "content/A_b.md")
            try folder.write("Text.\n", to: "content/a-b.md")
        }
        #expect(
            pages.contains(
                "content/a-b.md: error: 'content/a-b.md' and 'content/A_b.md' would both be "
                    + "a-b.html"), "\(pages)")
        #expect(pages.contains("[page-name-taken]"))
        let forms = try errors(
            of: "---\ntitle: Other\neach: customer\n---\n", in: "other.md")
        #expect(forms.contains("content/other.md: error: "), "\(forms)")
        #expect(forms.contains("would both be the pages of each customer, in customers/"))
        let texts = try errors(of: "Text.\n", in: "customers/C1.md")
        #expect(texts.contains("would both be on customers/c1.html"), "\(texts)")
        let ids = try errors {
            try $0.replace(
                "c7,Gorse", with: "C2,Other,Small firms\nc7,Gorse",
                in: "content/data/customers.csv")
        }
        #expect(
            ids.contains("content/account.md: error: the customer 'c2' and 'C2' would both be"),
            "\(ids)")
        #expect(ids.contains("customers/c2.html; give one of them another id [page-name-taken]"))
    }

    @Test("text about customers needs a form that it stands on")
    func missingForm() throws {
        let found = try errors { try $0.remove("content/account.md") }
        #expect(found.contains("content/customers/c1.md: error: "), "\(found)")
        #expect(found.contains("add a page with 'each: customer' in its front matter"))
        #expect(found.contains("[form-missing]"))
    }

    @Test("what is cut to one customer is not cut by customers again")
    func takenCut() throws {
        let form = try errors {
            try $0.replace("by=month&last=3", with: "by=customer", in: "content/account.md")
        }
        #expect(form.contains("content/account.md:8:38: error: "), "\(form)")
        #expect(form.contains("[cut-taken]"))
        let text = try errors(
            of: "[](kpi:revenue?by=customer&is=c2)\n", in: "customers/c1.md")
        #expect(text.contains("content/customers/c1.md:1:19: error: "), "\(text)")
        #expect(text.contains("[cut-taken]"))
    }

    @Test("a broken link, anchor or picture in a text has its line and column")
    func brokenLinks() throws {
        let found = try errors(
            of: """
                ## Here

                [a](nowhere.md) [b](../index.md#no) [c](#there) [d](c2.md) [e](../index.md)

                [f](#here) ![g](picture.png)
                """, in: "customers/c1.md")
        #expect(found.contains("content/customers/c1.md:3:1: error: the link 'nowhere.md'"))
        #expect(found.contains("[unknown-page]"))
        #expect(found.contains("content/customers/c1.md:3:17: error: the link '../index.md#no'"))
        #expect(found.contains("content/customers/c1.md:3:37: error: the link '#there'"))
        #expect(found.contains("[unknown-anchor]"))
        #expect(found.contains("content/customers/c1.md:5:12: error: "))
        #expect(found.contains("[image-missing]"))
        #expect(found.contains("4 errors, 0 warnings"), "\(found)")
    }

    @Test("an assert that is false names the customers, five at most")
    func falseAssertion() throws {
        let found = try errors {
            try $0.replace(
                "each: customer", with: "each: customer\nassert: revenue > 1000",
                in: "content/account.md")
        }
        let lines = found.split(separator: "\n").filter { $0.contains("[assert-false]") }
        for (id, line) in zip(["c2", "c3", "c4", "c5", "c6"], lines.filter { $0.contains("'c") }) {
            #expect(line.hasPrefix("content/account.md:4:9: error: "), "\(line)")
            #expect(line.contains(", for the customer '\(id)'"), "\(line)")
        }
        #expect(lines.filter { $0.contains("for the customer") }.count == 5, "\(found)")
        #expect(lines.filter { $0.contains("the same for 1 more") }.count == 1, "\(found)")
        #expect(lines.count == 6)
        #expect(!found.contains("'c1'"))
    }

    @Test("a claim in a text is judged by the customer's figure")
    func falseClaim() throws {
        let found = try errors(of: "[€9.25k](kpi:revenue)\n", in: "customers/c1.md")
        #expect(found.contains("content/customers/c1.md:1:2: error: "), "\(found)")
        #expect(found.contains("the figure is €1.25k, for the customer 'c1'"), "\(found)")
        #expect(found.contains("[claim-false]"))
    }
}
