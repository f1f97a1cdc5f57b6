package dev.muster.aggregation.query;

import akka.actor.typed.ActorRef;
import dev.muster.aggregation.group.GroupMessage;
import dev.muster.aggregation.group.GroupReply;
import dev.muster.aggregation.group.Groups;
import dev.muster.aggregation.rollup.GroupRollup;
import dev.muster.assetmodel.identity.GroupKey;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Aggregators in this process that answer at once out of a rollup, but where a test writes another script. */
final class ScriptedGroups implements Groups {
    private final Map<GroupKey, Function<GroupMessage, CompletionStage<GroupReply>>> scripts = new HashMap<>();
    private final List<GroupKey> asked = new ArrayList<>();
    private final ActorRef<GroupReply> replyTo;
    private final Function<GroupKey, GroupRollup> rollups;
    private final Clock clock;

    ScriptedGroups(ActorRef<GroupReply> replyTo, Function<GroupKey, GroupRollup> rollups, Clock clock) {
        this.replyTo = replyTo;
        this.rollups = rollups;
        this.clock = clock;
    }

    void answer(GroupKey group, Function<GroupMessage, CompletionStage<GroupReply>> script) {
        scripts.put(group, script);
    }

    void answer(GroupKey group, GroupReply reply) {
        answer(group, question -> CompletableFuture.completedStage(reply));
    }

    void silence(GroupKey group) {
        answer(group, question -> CompletableFuture.failedStage(new TimeoutException()));
    }

    /** Whom anybody asked, in that order. */
    List<GroupKey> asked() {
        return asked;
    }

    @Override
    public void tell(GroupKey group, GroupMessage message) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<GroupReply> ask(
            GroupKey group, Function<ActorRef<GroupReply>, GroupMessage> message, Duration timeout) {
        asked.add(group);
        GroupMessage question = message.apply(replyTo);
        Function<GroupMessage, CompletionStage<GroupReply>> script = scripts.get(group);
        return script == null ? CompletableFuture.completedStage(asItIs(group, question)) : script.apply(question);
    }

    /** What the group's aggregator answers. */
    GroupReply asItIs(GroupKey group, GroupMessage question) {
        GroupRollup rollup = rollups.apply(group);
        return question instanceof GroupMessage.Summarize summarize
                ? GroupReply.Summary.of(rollup, summarize, clock.instant())
                : GroupReply.MissingPart.of(rollup, (GroupMessage.ListMissing) question);
    }
}
