package dev.muster.aggregation.group;

import akka.actor.typed.ActorRef;
import dev.muster.assetmodel.identity.GroupKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** What an aggregator tells other groups, which do not answer. */
final class ToldGroups implements Groups {
    final List<GroupMessage> told = new CopyOnWriteArrayList<>();

    @Override
    public void tell(GroupKey group, GroupMessage message) {
        told.add(message);
    }

    @Override
    public CompletionStage<GroupReply> ask(
            GroupKey group, Function<ActorRef<GroupReply>, GroupMessage> message, Duration timeout) {
        throw new UnsupportedOperationException();
    }
}
