package dev.muster.aggregation.group;

import akka.actor.typed.ActorRef;
import dev.muster.assetmodel.identity.GroupKey;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Addresses the aggregator of any group, wherever it runs. Thread-safe. */
public interface Groups {
    /** Starts the aggregator if need be. May be lost. */
    void tell(GroupKey group, GroupMessage message);

    /** Fails with {@link java.util.concurrent.TimeoutException}. */
    CompletionStage<GroupReply> ask(
            GroupKey group, Function<ActorRef<GroupReply>, GroupMessage> message, Duration timeout);
}
