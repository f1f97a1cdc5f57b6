package dev.muster.twinservice.command.desk;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.view.Group;
import dev.muster.assetmodel.view.temporal.ModelHistory;
import dev.muster.assetmodel.view.temporal.Moment;
import dev.muster.twinservice.alarm.Alarms;
import dev.muster.twinservice.command.CommandLine;
import dev.muster.twinservice.command.CommandSettings;
import dev.muster.twinservice.command.CommandStore;
import dev.muster.twinservice.command.CommandStream;
import dev.muster.twinservice.command.Owners;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What all twins of a node share to serve commands. */
public record CommandPorts(
        CommandStore store,
        CommandLine line,
        CommandStream stream,
        AnswerMarks marks,
        Owners owners,
        Alarms alarms,
        GroupsAbove groups,
        CommandSettings settings,
        CommandProbe probe) {
    /** Under which groups a command is listed. */
    @FunctionalInterface
    public interface GroupsAbove {
        /** All that stood above the asset then, in all hierarchies, those by rule too; never waits. */
        List<GroupKey> of(AssetId asset, Instant at);

        /** By what is believed now. */
        static GroupsAbove in(ModelHistory history) {
            return (asset, at) -> {
                List<GroupKey> above = new ArrayList<>();
                history.paths(asset, Moment.at(at))
                        .values()
                        .forEach(path -> path.stream().map(Group::key).forEach(above::add));
                above.addAll(history.ruleGroupsOf(asset, Moment.at(at)));
                return List.copyOf(above);
            };
        }
    }
}
