package dev.muster.compatibility;

import akka.actor.typed.ActorRef;
import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.MemberUpdate;
import dev.muster.aggregation.MissingReason;
import dev.muster.aggregation.SignalValue;
import dev.muster.aggregation.StatusRegister;
import dev.muster.aggregation.group.GroupMessage;
import dev.muster.aggregation.group.GroupReply;
import dev.muster.aggregation.recent.PointColumns;
import dev.muster.aggregation.rollup.Absentee;
import dev.muster.aggregation.rollup.ChildSince;
import dev.muster.aggregation.rollup.GroupRollup;
import dev.muster.aggregation.rollup.Partial;
import dev.muster.aggregation.rollup.SignalPartial;
import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.golden.Samples;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One of everything that aggregators of different nodes tell each other. */
final class AggregationSamples {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00.123Z");
    private static final SignalName POWER = new SignalName("power");
    private static final AssetId ASSET = new AssetId("TARONG#2");
    private static final GroupKey GROUP = GroupKey.parse("geography|north");
    private static final SignalPartial PART =
            new SignalPartial(57_000_000, 19, 1, Map.of(MissingReason.STALE_SIGNAL, 1), -1_000, 3_000_000, 0, false);

    private AggregationSamples() {}

    static Samples all(ActorRef<Object> nobody) {
        ActorRef<GroupReply> replyTo = nobody.narrow();
        MemberRegisters registers = new MemberRegisters(
                Map.of(
                        POWER,
                        new SignalValue(-5_250_000, Quality.UNCERTAIN, AT, 42, new SourceId("gw/1"), AT.plusMillis(9))),
                new StatusRegister(Connectivity.ONLINE, AT, 7));
        Instant until = AT.plusSeconds(3_600);
        StatusRegister atWork = new StatusRegister(
                Connectivity.MAINTENANCE,
                AT,
                8,
                new StatusRegister.Work(until, Connectivity.OFFLINE, AT.minusMillis(5)));
        return Samples.in("aggregation")
                .put("TakeUpdatesWithWork", updates(4, ASSET, new MemberRegisters(Map.of(), atWork), replyTo))
                .put("MissingPartWithChildrenSince", childrenSince())
                .put("TakePartialWithNode", partialWithNode())
                .putAll(
                        "",
                        List.of(
                                new GroupMessage.TakeUpdates(
                                        3,
                                        List.of(
                                                new MemberUpdate(ASSET, registers),
                                                new MemberUpdate(new AssetId("silent"), MemberRegisters.NONE)),
                                        replyTo),
                                new GroupMessage.TakePartial(new Partial(
                                        GROUP,
                                        1_772_366_400_000L,
                                        12,
                                        -8_234_567_890_123_456_789L,
                                        Map.of(POWER, PART),
                                        null)),
                                new GroupMessage.Wake(1_772_366_400_000L, 12),
                                new GroupMessage.Summarize(POWER, GROUP, 500, replyTo),
                                new GroupMessage.ListMissing(POWER, ASSET, 1_000, null, 500, replyTo),
                                new GroupMessage.ListRecent(POWER, replyTo)))
                .putAll("", replies());
    }

    private static GroupMessage updates(
            long batch, AssetId asset, MemberRegisters registers, ActorRef<GroupReply> replyTo) {
        return new GroupMessage.TakeUpdates(batch, List.of(new MemberUpdate(asset, registers)), replyTo);
    }

    private static GroupMessage partialWithNode() {
        return new GroupMessage.TakePartial(new Partial(
                GROUP,
                1_772_366_400_000L,
                12,
                -8_234_567_890_123_456_789L,
                Map.of(POWER, PART),
                "akka://muster@10.0.0.7:25520#-6128793422017713459"));
    }

    private static List<GroupReply> replies() {
        return List.of(
                new GroupReply.Taken(3),
                new GroupReply.Summary(AT, PART, List.of(new GroupRollup.Share(GROUP, PART)), true),
                new GroupReply.MissingPart(
                        List.of(
                                new Absentee(ASSET, MissingReason.NEVER_REPORTED, AT),
                                new Absentee(new AssetId("b"), MissingReason.RECOVERING, null)),
                        true,
                        List.of(GROUP),
                        false,
                        List.of()),
                new GroupReply.Recent(
                        30_000,
                        new PointColumns(
                                List.of(59_078_880L, 59_078_882L),
                                List.of(57_000_000L, 0L),
                                List.of(20, 20),
                                List.of(19, 0),
                                List.of(57_000_000L, -1_000L),
                                List.of(60_000_000L, 60_000_000L),
                                List.of(false, true))),
                new GroupReply.UnknownHere(GROUP));
    }

    private static GroupReply childrenSince() {
        return new GroupReply.MissingPart(
                List.of(),
                false,
                List.of(GROUP, GroupKey.parse("geography|south")),
                true,
                List.of(new ChildSince(AT, null), new ChildSince(AT, AT.minusSeconds(9))));
    }
}
