package dev.muster.twinservice.http.api.setpoint;

import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.type.FixedPoint;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.http.Problem;
import dev.muster.twinservice.setpoint.SetPoint;
import dev.muster.twinservice.setpoint.SetPointReply;
import dev.muster.twinservice.setpoint.control.LeftOut;
import dev.muster.twinservice.setpoint.control.MemberStatus;
import dev.muster.twinservice.setpoint.control.Status;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Set-points as JSON. */
final class SetPointViews {
    private final ModelView view;

    SetPointViews(ModelView view) {
        this.view = view;
    }

    /** With its members. */
    Map<String, Object> whole(SetPointReply.Found found) {
        Map<String, Object> fields = brief(found);
        fields.put(
                "assets",
                found.status().named().stream().map(SetPointViews::member).toList());
        return fields;
    }

    Map<String, Object> brief(SetPointReply.Found found) {
        SetPoint setPoint = found.setPoint();
        Status status = found.status();
        return Json.fields(
                "hierarchy", setPoint.group().hierarchy(),
                "group", setPoint.group().group(),
                "signal", setPoint.signal(),
                "unit", view.unitOf(setPoint.signal()).orElse(null),
                "target", FixedPoint.toDecimal(setPoint.micros()),
                "reported", FixedPoint.toDecimal(status.reported()),
                "state", status.phase(),
                "shortBy", status.shortSince() == null ? null : FixedPoint.toDecimal(status.shortBy()),
                "shortSince", status.shortSince(),
                "by", setPoint.by(),
                "reason", setPoint.reason(),
                "since", setPoint.since(),
                "changedAt", setPoint.changedAt(),
                "releasedBy", setPoint.releasedBy(),
                "releasedAt", setPoint.releasedAt(),
                "members", status.members(),
                "sharing", status.sharing(),
                "leftOut", counts(status.leftOut()));
    }

    private static Map<String, Object> member(MemberStatus member) {
        return Json.fields(
                "asset", member.asset(),
                "assigned", decimal(member.assigned()),
                "reported", decimal(member.reported()),
                "available", decimal(member.available()),
                "leftOut", member.leftOut(),
                "detail", member.detail(),
                "since", member.since());
    }

    Problem cannotBeMet(SetPointReply.CannotBeMet cannot, @Nullable SignalName signal) {
        String unit = signal == null ? "" : view.unitOf(signal).orElse("");
        BigDecimal min = FixedPoint.toDecimal(cannot.possibleMin());
        BigDecimal max = FixedPoint.toDecimal(cannot.possibleMax());
        return Problem.unprocessable(
                        "cannot-be-met",
                        "value",
                        "Expected a value that the members can give together, from %s to %s %s, but the nearest to it is %s"
                                .formatted(
                                        min.toPlainString(),
                                        max.toPlainString(),
                                        unit,
                                        FixedPoint.toDecimal(cannot.nearest()).toPlainString()))
                .with("possibleMin", min)
                .with("possibleMax", max)
                .with("nearest", FixedPoint.toDecimal(cannot.nearest()))
                .with("unit", unit)
                .with("sharing", cannot.sharing())
                .with("leftOut", counts(cannot.leftOut()));
    }

    private static Map<String, Integer> counts(Map<LeftOut, Integer> leftOut) {
        Map<String, Integer> counts = new TreeMap<>();
        leftOut.forEach((reason, count) -> counts.put(Json.name(reason), count));
        return counts;
    }

    private static @Nullable BigDecimal decimal(@Nullable Long micros) {
        return micros == null ? null : FixedPoint.toDecimal(micros);
    }
}
