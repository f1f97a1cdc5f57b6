package dev.muster.twinservice.groupcommand;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.twinservice.alarm.Alarm;
import dev.muster.twinservice.alarm.Alarms;
import dev.muster.twinservice.command.Commanding;
import dev.muster.twinservice.groupcommand.progress.GroupCommandSettings;
import dev.muster.twinservice.groupcommand.progress.GroupEvent;
import dev.muster.twinservice.groupcommand.progress.GroupProgress;
import dev.muster.twinservice.groupcommand.progress.GroupRequest;
import dev.muster.twinservice.groupcommand.progress.GroupRun;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/** What every group command of a node needs. */
record GroupCommandPorts(Commanding commanding, Alarms alarms, Clock clock, GroupCommandSettings settings) {
    Instant now() {
        return clock.instant();
    }

    CompletionStage<?> setAlarm(CommandId id, Instant due) {
        return alarms.set(new Alarm(Alarm.Kind.GROUP_COMMAND, id.value(), due));
    }

    CompletionStage<Commanding.Reply> ask(GroupProgress progress, GroupRun.Question question) {
        GroupRequest request = progress.start().request();
        AssetId member = progress.members().get(question.member());
        CommandId command = request.memberCommand(member);
        return switch (question.ask()) {
            case GIVE -> commanding.give(request.of(member));
            case FIND -> commanding.find(member, command);
            case CANCEL -> {
                GroupEvent.CancelAsked cancelled = progress.cancelled();
                yield commanding.cancel(member, command, cancelled == null ? request.by() : cancelled.by());
            }
        };
    }
}
