package dev.muster.aggregation.recent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Points as they travel between nodes: by column, so that no name is said once per point. The n-th entry of every column
 * is of the n-th point.
 *
 * @param slots the beginnings of the points, in intervals since the epoch
 */
public record PointColumns(
        List<Long> slots,
        List<Long> micros,
        List<Integer> expected,
        List<Integer> reporting,
        List<Long> lowMicros,
        List<Long> highMicros,
        List<Boolean> unbounded) {
    public PointColumns {
        slots = List.copyOf(slots);
        micros = List.copyOf(micros);
        expected = List.copyOf(expected);
        reporting = List.copyOf(reporting);
        lowMicros = List.copyOf(lowMicros);
        highMicros = List.copyOf(highMicros);
        unbounded = List.copyOf(unbounded);
        for (List<?> column : List.of(micros, expected, reporting, lowMicros, highMicros, unbounded)) {
            if (column.size() != slots.size()) {
                throw new IllegalArgumentException(
                        "Expected columns of %d points but got one of %d".formatted(slots.size(), column.size()));
            }
        }
    }

    public static PointColumns of(List<RecentPoint> points, long intervalMillis) {
        return new PointColumns(
                points.stream()
                        .map(point -> Math.floorDiv(point.at().toEpochMilli(), intervalMillis))
                        .toList(),
                points.stream().map(RecentPoint::micros).toList(),
                points.stream().map(RecentPoint::expected).toList(),
                points.stream().map(RecentPoint::reporting).toList(),
                points.stream().map(RecentPoint::lowMicros).toList(),
                points.stream().map(RecentPoint::highMicros).toList(),
                points.stream().map(RecentPoint::unbounded).toList());
    }

    /** The points again, of slots that are {@code intervalMillis} long. */
    public List<RecentPoint> points(long intervalMillis) {
        List<RecentPoint> points = new ArrayList<>(slots.size());
        for (int i = 0; i < slots.size(); i++) {
            points.add(new RecentPoint(
                    Instant.ofEpochMilli(slots.get(i) * intervalMillis),
                    micros.get(i),
                    expected.get(i),
                    reporting.get(i),
                    lowMicros.get(i),
                    highMicros.get(i),
                    unbounded.get(i)));
        }
        return points;
    }
}
