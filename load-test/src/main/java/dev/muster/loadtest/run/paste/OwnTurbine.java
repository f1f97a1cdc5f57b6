package dev.muster.loadtest.run.paste;

import dev.muster.loadtest.client.ApiPath;
import dev.muster.loadtest.fleet.FleetModel;
import dev.muster.loadtest.fleet.FleetTypes;
import dev.muster.loadtest.fleet.Region;
import dev.muster.loadtest.fleet.Technology;
import java.net.URI;
import java.util.List;

/**
 * Three commands to paste that add a turbine of one's own, send its sample and see it in a total. They need curl and a POSIX
 * shell; the sample is measured at the end of the second in which it is pasted, so that it never lies before the turbine.
 */
public final class OwnTurbine {
    public static final String ID = "my-turbine";

    private OwnTurbine() {}

    public static List<String> commands(URI base) {
        String asset = """
                {"name":"My turbine","type":"%s","limits":{"power":{"min":0,"max":3}},\
                "placements":{"geography":"%s","technology":"%s"}}""".formatted(
                        Technology.WIND.type(),
                        FleetModel.YOUR_SITE.group(),
                        FleetModel.technologyOf(Technology.WIND, Region.NORTH));
        String sample = """
                [{"v":1,"kind":"sample","source":"%s","seq":'$(date +%%s)',\
                "at":"'$(date -u +%%Y-%%m-%%dT%%H:%%M:%%S.999Z)'","values":{"power":2.4}}]""".formatted(ID);
        return List.of(
                "curl -sS -X PUT -H 'Content-Type: application/json' -H 'Muster-Principal: you' -d '%s' %s/v1/assets/%s; echo"
                        .formatted(asset, base, ID),
                "curl -sS -H 'Content-Type: application/json' -H 'Muster-Principal: you' -d '%s' %s/v1/samples; echo"
                        .formatted(sample, base),
                "sleep 2; curl -sS '%s%s/aggregate?signal=%s'; echo"
                        .formatted(base, ApiPath.group(FleetModel.YOUR_SITE), FleetTypes.POWER));
    }
}
