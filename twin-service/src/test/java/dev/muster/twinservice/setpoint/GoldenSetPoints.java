package dev.muster.twinservice.setpoint;

import akka.actor.typed.ActorRef;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.golden.Samples;
import dev.muster.twinservice.command.CommandStatus;
import dev.muster.twinservice.serialization.JournalEvent;
import dev.muster.twinservice.serialization.NodeMessage;
import dev.muster.twinservice.setpoint.control.LeftOut;
import dev.muster.twinservice.setpoint.control.MemberStatus;
import dev.muster.twinservice.setpoint.control.Phase;
import dev.muster.twinservice.setpoint.control.Status;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One of everything that set-points store or send, with every field filled where it can be. */
public final class GoldenSetPoints {
    private static final Instant AT = Instant.parse("2030-01-02T03:04:05Z");
    private static final GroupKey NORTH = FakeFleet.NORTH;
    private static final SignalName POWER = new SignalName("power");
    private static final Principal ADA = new Principal("ada");
    private static final Principal BOB = new Principal("bob");

    private GoldenSetPoints() {}

    public static Samples all(ActorRef<Object> nobody) {
        Samples samples = Samples.in("setpoint");
        journaled().forEach(samples::put);
        return samples.putAll("message-", messages(nobody.narrow()));
    }

    private static Map<String, JournalEvent> journaled() {
        Map<String, JournalEvent> journaled = new LinkedHashMap<>();
        journaled.put("set", new SetPointEvent.Set(7, NORTH, POWER, 30_000_000, ADA, "market", AT));
        journaled.put("changed", new SetPointEvent.Changed(NORTH, -500_000, BOB, "", AT));
        journaled.put("released", new SetPointEvent.Released(NORTH, BOB, AT));
        journaled.put("ended", new SetPointEvent.Ended(NORTH, AT));
        journaled.put("snapshot", new SetPointBook(List.of(inForce(), released()), 8));
        return journaled;
    }

    private static SetPoint inForce() {
        return new SetPoint(7, NORTH, POWER, 30_000_000, ADA, "market", AT, AT, null, null);
    }

    private static SetPoint released() {
        return new SetPoint(8, FakeFleet.SOUTH, POWER, 0, ADA, "", AT, AT, BOB, AT);
    }

    private static List<NodeMessage> messages(ActorRef<SetPointReply> replyTo) {
        SetPointReply.Found found = new SetPointReply.Found(released(), status());
        return List.of(
                new SetPoints.Put(NORTH, POWER, 30_000_000, ADA, "market", replyTo),
                new SetPoints.Release(NORTH, ADA, replyTo),
                new SetPoints.Read(NORTH, replyTo),
                new SetPoints.ReadAll(replyTo),
                new SetPoints.Wake(),
                new SetPoints.Told(
                        NORTH, new AssetId("WT-1"), new CommandId("c"), CommandStatus.FAILED, "Expected no ice"),
                found,
                new SetPointReply.All(List.of(found)),
                new SetPointReply.None(),
                new SetPointReply.CannotBeMet(0, 5, 5, 3, Map.of(LeftOut.OFFLINE, 1)),
                new SetPointReply.InTheWay(NORTH, "Expected a but b"),
                new SetPointReply.TooMany("Expected a but b"));
    }

    private static Status status() {
        return new Status(
                Phase.SHORT,
                29_000_000,
                1_000_000,
                AT,
                20,
                18,
                Map.of(LeftOut.STALE, 2),
                List.of(
                        new MemberStatus(new AssetId("WT-1"), 1L, 2L, 3L, null, "", null),
                        new MemberStatus(new AssetId("WT-2"), null, null, null, LeftOut.STALE, "since", AT)));
    }
}
