package dev.muster.loadtest.harness;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How far ingest has come, out of the service's metrics. */
final class IngestProgress {
    private static final Pattern NEXT_OFFSET =
            Pattern.compile("^muster_ingest_next_offset\\{[^}]*}\\s+([0-9.eE+]+)", Pattern.MULTILINE);

    private static final Pattern ACCEPTED = Pattern.compile(
            "^muster_ingest_records_total\\{[^}]*outcome=\"accepted\"[^}]*}\\s+([0-9.eE+]+)", Pattern.MULTILINE);

    private IngestProgress() {}

    /** Records of all partitions that are done: twin, history and quarantine have them. 0 before any. */
    static long done(String metrics) {
        return sum(NEXT_OFFSET, metrics);
    }

    /** Records that their twins have accepted, since the service was started. */
    static long accepted(String metrics) {
        return sum(ACCEPTED, metrics);
    }

    private static long sum(Pattern pattern, String metrics) {
        long sum = 0;
        for (Matcher line = pattern.matcher(metrics); line.find(); ) {
            sum += (long) Double.parseDouble(line.group(1));
        }
        return sum;
    }
}
