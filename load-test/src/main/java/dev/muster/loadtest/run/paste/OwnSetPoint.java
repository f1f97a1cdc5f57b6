package dev.muster.loadtest.run.paste;

import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.loadtest.client.ApiPath;
import dev.muster.loadtest.fleet.FleetTypes;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;

/** Commands to paste that tell a group what to give, see it get there, and release it. They need curl and a POSIX shell. */
public final class OwnSetPoint {
    private OwnSetPoint() {}

    public static List<String> commands(URI base, GroupKey group, BigDecimal megawatts) {
        String setPoint = base + ApiPath.setPoint(group);
        return List.of(
                """
                curl -sS -X PUT -H 'Content-Type: application/json' -H 'Muster-Principal: you' \
                -d '{"signal":"%s","value":%s,"reason":"trying it out"}' '%s'; echo; \
                sleep 10; curl -sS '%s%s/aggregate?signal=%s'; echo""".formatted(
                                FleetTypes.POWER,
                                megawatts.toPlainString(),
                                setPoint,
                                base,
                                ApiPath.group(group),
                                FleetTypes.POWER),
                "curl -sS -X DELETE -H 'Muster-Principal: you' '%s'; echo".formatted(setPoint));
    }
}
