package dev.muster.twinservice.http.api.twin;

import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.twin.TwinSnapshot;
import dev.muster.twinservice.twin.TwinSnapshot.MaintenanceWindow;
import dev.muster.twinservice.twin.ledger.ClockSkew;
import dev.muster.twinservice.twin.ledger.VerdictTally;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parts of a twin as JSON. The names here are the API's; the snapshot's own may change. */
public final class TwinViews {
    private TwinViews() {}

    public static @Nullable Map<String, Object> maintenance(TwinSnapshot twin) {
        MaintenanceWindow maintenance = twin.maintenance();
        return maintenance == null
                ? null
                : Json.fields("by", maintenance.by(), "since", maintenance.since(), "until", maintenance.until());
    }

    public static @Nullable Map<String, Object> clockSkew(TwinSnapshot twin) {
        ClockSkew.Skew skew = twin.clockSkew();
        return skew == null ? null : Json.fields("last", skew.last(), "smoothed", skew.smoothed());
    }

    public static Map<String, Object> verdicts(TwinSnapshot twin) {
        VerdictTally.Counts verdicts = twin.verdicts();
        return Json.fields(
                "accepted", verdicts.accepted(),
                "duplicate", verdicts.duplicate(),
                "late", verdicts.late(),
                "refused", verdicts.refused());
    }

    /** The last ones, oldest first. */
    public static List<Map<String, Object>> transitions(TwinSnapshot twin) {
        return twin.transitions().stream().map(TransitionView::of).toList();
    }
}
