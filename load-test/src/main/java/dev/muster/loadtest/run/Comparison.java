package dev.muster.loadtest.run;

import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.loadtest.client.AggregateReply;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.client.Poll;
import dev.muster.loadtest.client.RequestFailed;
import dev.muster.loadtest.fleet.FleetModel;
import dev.muster.loadtest.fleet.FleetTypes;
import dev.muster.loadtest.fleet.Region;
import dev.muster.loadtest.ledger.Ledger;
import dev.muster.loadtest.ledger.LedgerTotal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The simulated country and its regions at one moment: what the ledger says that was sent, beside what Muster answers. Both
 * move with every report, and Muster needs a moment to follow: so it is asked until both say the same. Turbines that visitors
 * have put on their site are no part of the fleet, and left out.
 */
record Comparison(AggregateReply muster, Row country, List<Row> regions) {
    private static final int MISSING_SHOWN_MAX = 20;

    Comparison {
        regions = List.copyOf(regions);
    }

    /** Of Muster. */
    record Figures(long micros, int expected, int reporting) {
        Figures minus(Figures other) {
            return new Figures(micros - other.micros, expected - other.expected, reporting - other.reporting);
        }
    }

    /** One group. */
    record Row(String name, Figures muster, LedgerTotal ledger) {
        boolean equal() {
            return muster.micros() == ledger.micros()
                    && muster.reporting() == ledger.reporting()
                    && muster.expected() == ledger.expected();
        }
    }

    /** How many units of the fleet Muster misses. */
    int absent() {
        return country.muster().expected() - country.muster().reporting();
    }

    boolean equal() {
        return country.equal() && regions.stream().allMatch(Row::equal);
    }

    /** Both, now, whether equal or not. */
    static Comparison now(MusterClient client, Ledger ledger) {
        AggregateReply muster = client.aggregate(FleetModel.COUNTRY, FleetTypes.POWER, MISSING_SHOWN_MAX);
        Figures visitors = figures(client.aggregate(FleetModel.YOUR_SITE, FleetTypes.POWER, 1));
        List<Row> rows = new ArrayList<>();
        for (Region region : Region.values()) {
            GroupKey key = FleetModel.region(region);
            Figures figures = muster.child(key.group())
                    .map(child -> new Figures(child.valueMicros(), child.expected(), child.reporting()))
                    .orElse(new Figures(0, 0, 0));
            boolean visited = region == Region.NORTH;
            rows.add(new Row(
                    region.title(), visited ? figures.minus(visitors) : figures, ledger.total(key, FleetTypes.POWER)));
        }
        Row country =
                new Row("Country", figures(muster).minus(visitors), ledger.total(FleetModel.COUNTRY, FleetTypes.POWER));
        return new Comparison(muster, country, rows);
    }

    /** The first comparison in which both agree and {@code wanted} holds; empty when there was none in time. */
    static Optional<Comparison> agreed(
            MusterClient client, Ledger ledger, Duration within, Predicate<Comparison> wanted) {
        return Poll.until(within, () -> answered(client, ledger).filter(seen -> seen.equal() && wanted.test(seen)));
    }

    /** A part of Muster that has just started may not answer yet: that is a matter of waiting, too. */
    private static Optional<Comparison> answered(MusterClient client, Ledger ledger) {
        try {
            return Optional.of(now(client, ledger));
        } catch (RequestFailed e) {
            if (e.status() == RequestFailed.UNAVAILABLE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Figures figures(AggregateReply reply) {
        return new Figures(reply.valueMicros(), reply.expected(), reply.reporting());
    }
}
