package dev.muster.aggregation.group;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.view.ModelView;
import java.time.Duration;

/**
 * Keeps the root of every hierarchy awake; roots wake their children. Groups by rule have no root, so each of them is kept
 * awake. Again and again, because hierarchies may be added and because an aggregator that was lost with its node starts
 * elsewhere only when somebody tells it something. One per node.
 */
public final class RootWaker {
    private enum Wake {
        WAKE
    }

    private RootWaker() {}

    public static Behavior<?> create(ModelView model, Groups groups, Duration interval) {
        return Behaviors.<Wake>withTimers(timers -> {
            timers.startTimerWithFixedDelay(Wake.WAKE, Duration.ZERO, interval);
            return Behaviors.receive(Wake.class)
                    .onMessageEquals(Wake.WAKE, () -> {
                        model.hierarchies()
                                .forEach(hierarchy ->
                                        groups.tell(GroupKey.root(hierarchy), new GroupMessage.Wake(0, 0)));
                        model.ruleGroups().forEach(group -> groups.tell(group, new GroupMessage.Wake(0, 0)));
                        return Behaviors.same();
                    })
                    .build();
        });
    }
}
