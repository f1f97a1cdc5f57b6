package dev.muster.twinservice;

import com.typesafe.config.Config;
import dev.muster.twinservice.alarm.AlarmSettings;
import dev.muster.twinservice.audit.AuditSettings;
import dev.muster.twinservice.command.CommandSettings;
import dev.muster.twinservice.command.ack.AckSettings;
import dev.muster.twinservice.command.kafka.CommandLineSettings;
import dev.muster.twinservice.groupcommand.progress.GroupCommandSettings;
import dev.muster.twinservice.promise.PromiseSettings;
import dev.muster.twinservice.setpoint.SetPointSettings;

/** What an operator can set of everything that has something done. */
record ControlSettings(
        CommandSettings command,
        CommandLineSettings line,
        AckSettings acks,
        AuditSettings audit,
        AlarmSettings alarm,
        GroupCommandSettings groups,
        PromiseSettings promises,
        SetPointSettings setPoints) {
    /** {@link IllegalArgumentException} says which key expects what. */
    static ControlSettings from(Config config) {
        return new ControlSettings(
                CommandSettings.from(config),
                CommandLineSettings.from(config),
                AckSettings.from(config),
                AuditSettings.from(config),
                AlarmSettings.from(config),
                GroupCommandSettings.from(config),
                PromiseSettings.from(config),
                SetPointSettings.from(config));
    }
}
