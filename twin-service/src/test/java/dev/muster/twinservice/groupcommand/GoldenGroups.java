package dev.muster.twinservice.groupcommand;

import akka.actor.typed.ActorRef;
import dev.muster.assetmodel.control.Argument;
import dev.muster.assetmodel.control.Arguments;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.golden.Samples;
import dev.muster.twinservice.groupcommand.progress.GroupEvent;
import dev.muster.twinservice.groupcommand.progress.GroupFixtures;
import dev.muster.twinservice.groupcommand.progress.GroupProgress;
import dev.muster.twinservice.groupcommand.progress.GroupRequest;
import dev.muster.twinservice.groupcommand.progress.GroupView;
import dev.muster.twinservice.groupcommand.progress.MemberStatus;
import dev.muster.twinservice.groupcommand.progress.MembersPage;
import dev.muster.twinservice.groupcommand.progress.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** One of everything that a group command stores or sends, with every field filled where it can be. */
public final class GoldenGroups {
    private static final Instant AT = Instant.parse("2030-01-02T03:04:05.678Z");
    private static final Principal ANNA = new Principal("anna");
    private static final List<AssetId> MEMBERS = List.of(new AssetId("WT-07"), new AssetId("WT-08"));
    private static final GroupRequest REQUEST = new GroupRequest(
            CommandId.of(GroupFixtures.NORTH, "order-4711"),
            GroupFixtures.NORTH,
            "order-4711",
            new CommandName("setPower"),
            new Arguments(Map.of("megawatts", Argument.of(2.5))),
            ANNA,
            "market",
            Duration.ofSeconds(30),
            AT.plusSeconds(3_600));

    private GoldenGroups() {}

    public static Samples all(ActorRef<Object> nobody) {
        return Samples.in("group-command")
                .putAll("event-", events())
                .putAll("snapshot-", snapshots())
                .putAll("request-", requests(nobody))
                .putAll("reply-", replies());
    }

    static List<GroupEvent> events() {
        return List.of(
                new GroupEvent.Started(REQUEST, AT, AT.plusSeconds(3_600), 2),
                new GroupEvent.Started(GroupFixtures.request("k", null), AT, AT.plusSeconds(120), 2),
                new GroupEvent.Named(MEMBERS),
                new GroupEvent.Moved(2, standings()),
                new GroupEvent.NotAsked(MemberStatus.EXPIRED, "Expected its twin to answer but it did not"),
                new GroupEvent.CancelAsked(ANNA, AT),
                new GroupEvent.Ended(AT));
    }

    /** One of each status. */
    private static List<GroupEvent.Change> standings() {
        MemberStatus[] all = MemberStatus.values();
        return IntStream.range(0, all.length)
                .mapToObj(i -> new GroupEvent.Change(i, new Standing(all[i], i, i == 0 ? "" : "Expected 1 but got 2")))
                .toList();
    }

    static List<GroupProgress> snapshots() {
        GroupProgress started = GroupProgress.NONE.apply(events().get(0)).apply(events().get(2));
        GroupProgress moved = started.apply(new GroupEvent.Moved(
                1, List.of(new GroupEvent.Change(0, new Standing(MemberStatus.SUCCEEDED, 4, "2.5 MW")))));
        return List.of(
                started,
                moved,
                moved.apply(events().get(5)).apply(events().get(4)).apply(events().get(6)));
    }

    static List<GroupMessage> requests(ActorRef<Object> nobody) {
        return List.of(
                new GroupMessage.Offer(REQUEST, Draft.digest(MEMBERS), 2, 0, MEMBERS, nobody.narrow()),
                new GroupMessage.Read(nobody.narrow()),
                new GroupMessage.ReadMembers(null, 100, null, nobody.narrow()),
                new GroupMessage.ReadMembers(MEMBERS.get(0), 100, MemberStatus.REFUSED, nobody.narrow()),
                new GroupMessage.Cancel(ANNA, nobody.narrow()),
                new GroupMessage.Tell(ScriptedCommanding.sentAndSucceeded(REQUEST, MEMBERS.get(0)), nobody.narrow()),
                new GroupMessage.Wake(nobody.narrow()));
    }

    static List<Object> replies() {
        GroupView running = new GroupView(
                REQUEST, AT, GroupView.State.RUNNING, 2, Map.of(MemberStatus.WAITING, 1, MemberStatus.SENT, 1), null);
        GroupView ended = new GroupView(REQUEST, AT, GroupView.State.ENDED, 2, Map.of(MemberStatus.CANCELLED, 2), AT);
        MembersPage page = new MembersPage(
                List.of(new MembersPage.Member(
                        MEMBERS.get(0),
                        MemberStatus.REFUSED,
                        "Expected WT-07 to be online but it is offline",
                        REQUEST.memberCommand(MEMBERS.get(0)))),
                MEMBERS.get(0));
        return List.of(
                new GroupMessage.Gathered(1),
                new GroupMessage.BeginAnew(),
                new GroupMessage.NotStarted("Expected an alarm to be set but it was not"),
                new GroupMessage.Taken(running, false),
                new GroupMessage.KeyInUse(ended),
                new GroupMessage.ReadReply(null),
                new GroupMessage.ReadReply(ended),
                new GroupMessage.MembersReply(null),
                new GroupMessage.MembersReply(page),
                new GroupMessage.Noted(),
                running,
                page);
    }
}
