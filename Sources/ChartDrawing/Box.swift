/// A rectangle on the drawing.
package struct Box: Hashable, Sendable {
    package var left: Double
    package var top: Double
    package var right: Double
    package var bottom: Double

    /// A rectangle by its sides; swapped sides are put in order.
    package init(left: Double, top: Double, right: Double, bottom: Double) {
        self.left = min(left, right)
        self.top = min(top, bottom)
        self.right = max(left, right)
        self.bottom = max(top, bottom)
    }

    package var width: Double { right - left }
    package var height: Double { bottom - top }
    package var middle: Point { Point((left + right) / 2, (top + bottom) / 2) }

    /// Whether the inner areas share a point.
    package func intersects(_ other: Box) -> Bool {
        left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }

    /// Whether another box lies within this one.
    package func contains(_ other: Box) -> Bool {
        left <= other.left && other.right <= right && top <= other.top && other.bottom <= bottom
    }

    /// The same box moved by a distance.
    func moved(by distance: Point) -> Box {
        var moved = self
        moved.left += distance.x
        moved.right += distance.x
        moved.top += distance.y
        moved.bottom += distance.y
        return moved
    }

    /// The same box moved sideways into a frame as far as it goes.
    func movedSideways(into frame: Box) -> Box {
        let distance = left < frame.left ? frame.left - left : min(0, frame.right - right)
        return moved(by: Point(distance, 0))
    }

    /// The box with its sides moved out by a length, or in by a negative one.
    func widened(_ length: Double) -> Box {
        Box(left: left - length, top: top - length, right: right + length, bottom: bottom + length)
    }
}

/// A place on the drawing; y grows downwards.
package struct Point: Hashable, Sendable {
    package var x: Double
    package var y: Double

    /// A place.
    package init(_ x: Double, _ y: Double) {
        self.x = x
        self.y = y
    }

    /// The same place moved by a distance.
    func moved(by distance: Point) -> Point { Point(x + distance.x, y + distance.y) }
}

/// A straight stroke.
package struct Segment: Hashable, Sendable {
    package var from: Point
    package var to: Point

    /// Whether some point of the stroke lies inside a box.
    func crosses(_ box: Box) -> Bool {
        // Cuts the stroke by the four sides in turn; what is left over lies inside.
        var entry = 0.0
        var exit = 1.0
        let run = Point(to.x - from.x, to.y - from.y)
        let sides = [
            (-run.x, from.x - box.left), (run.x, box.right - from.x),
            (-run.y, from.y - box.top), (run.y, box.bottom - from.y),
        ]
        for (pace, room) in sides {
            if pace == 0 {
                if room <= 0 { return false }
            } else if pace < 0 {
                entry = max(entry, room / pace)
            } else {
                exit = min(exit, room / pace)
            }
        }
        return entry < exit
    }
}
