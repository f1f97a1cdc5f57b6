package dev.muster.twinservice.http.api.explain;

import dev.muster.ingest.deadline.PartitionReport;
import dev.muster.twinservice.http.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far a partition is read, as JSON and in words. */
final class PartitionView {
    private PartitionView() {}

    static Map<String, Object> of(String node, PartitionReport report, Instant now) {
        return Json.fields(
                "number", report.partition(),
                "node", node,
                "watermark", report.watermark(),
                "next", report.next(),
                "end", report.end() < 0 ? null : report.end(),
                "lag", report.lag(),
                "frozenSince", report.frozenSince(),
                "behindSeconds", behindSeconds(report, now));
    }

    /** Of one that is behind. */
    static String told(PartitionReport report, Instant now) {
        Instant watermark = report.watermark();
        if (report.lag() > 0) {
            return "Muster must catch up: partition %d is %s records behind%s"
                    .formatted(
                            report.partition(),
                            Wording.number(report.lag()),
                            watermark == null ? "" : ", read up to " + Wording.timeAndAge(watermark, now));
        }
        return watermark == null
                ? "Muster must catch up: how far partition %d is read is not known yet".formatted(report.partition())
                : "Kafka must tell what there is: partition %d is read up to %s, and it has not said since that this is all"
                        .formatted(report.partition(), Wording.timeAndAge(watermark, now));
    }

    /** {@code null}: not known. */
    static @Nullable BigDecimal behindSeconds(PartitionReport report, Instant now) {
        Instant watermark = report.watermark();
        return watermark == null ? null : Wording.seconds(Duration.between(watermark, now));
    }
}
