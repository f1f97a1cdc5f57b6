package dev.muster.twinservice.http.api.temporal;

import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.ExpectationSchedule;
import dev.muster.assetmodel.type.ExpectationSchedule.Daily;
import dev.muster.assetmodel.type.ExpectationSchedule.Daylight;
import dev.muster.assetmodel.type.SetPointControl;
import dev.muster.assetmodel.type.Signal;
import dev.muster.twinservice.http.Json;
import java.util.Map;

/**
 * An asset type as JSON: with everything that its own document leaves out because it is so by default; but what its devices can
 * be told as it stands there.
 */
final class TypeView {
    private TypeView() {}

    static Map<String, Object> of(AssetType type) {
        Map<String, Object> view = Json.fields(
                "id", type.id(),
                "name", type.name(),
                "offlineAfter", type.offlineAfter(),
                "signals", type.signals().stream().map(TypeView::of).toList(),
                "expectation", of(type.expectation()));
        if (!type.commands().isEmpty()) {
            view.put("commands", type.commands());
        }
        SetPointControl setPoint = type.setPoint();
        if (setPoint != null) {
            view.put("setPoint", setPoint);
        }
        return view;
    }

    private static Map<String, Object> of(Signal signal) {
        return Json.fields(
                "name", signal.name(),
                "unit", signal.unit(),
                "kind", signal.kind(),
                "sign", signal.sign(),
                "interval", signal.interval(),
                "staleAfter", signal.staleAfter(),
                "range", signal.range(),
                "summed", signal.summed(),
                "reporting", signal.reporting());
    }

    private static Map<String, Object> of(ExpectationSchedule schedule) {
        if (schedule instanceof Daily daily) {
            return Json.fields(
                    "kind", "daily",
                    "zone", daily.zone().getId(),
                    "windows",
                            daily.windows().stream()
                                    .map(window -> Json.fields(
                                            "from", window.from().toString(),
                                            "to", window.to().toString()))
                                    .toList());
        }
        return Json.fields("kind", schedule instanceof Daylight ? "daylight" : "always");
    }
}
