package dev.muster.loadtest.harness;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How far ingest has come, out of the service's metrics. */
final class IngestProgress {
    private static final Pattern NEXT_OFFSET =
            Pattern.compile("^muster_ingest_next_offset\\{[^}]*}\\s+([0-9.eE+]+)", Pattern.MULTILINE);

    private static final Pattern TAKEN = Pattern.compile(
            "^muster_ingest_records_total\\{[^}]*outcome=\"(?:accepted|duplicate)\"[^}]*}\\s+([0-9.eE+]+)",
            Pattern.MULTILINE);

    private IngestProgress() {}

    /** Records of all partitions that are done: twin, history and quarantine have them. 0 before any. */
    static long done(String metrics) {
        return sum(NEXT_OFFSET, metrics);
    }

    /**
     * Records that their twins have, since the service was started. Where nobody sends a sample twice, a duplicate is a record
     * that its twin was asked for again, because the first answer came too late.
     */
    static long taken(String metrics) {
        return sum(TAKEN, metrics);
    }

    private static long sum(Pattern pattern, String metrics) {
        long sum = 0;
        for (Matcher line = pattern.matcher(metrics); line.find(); ) {
            sum += (long) Double.parseDouble(line.group(1));
        }
        return sum;
    }
}
