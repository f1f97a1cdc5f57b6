package dev.muster.twinservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.twinservice.command.desk.CommandProbe;
import dev.muster.twinservice.command.desk.CommandProbe.Step;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CommandFaultProbeTest {
    private static final CommandId ID = new CommandId("any");

    private final AtomicInteger halts = new AtomicInteger();

    @Test
    void shouldNeverHaltAsShipped() {
        assertThat(CommandFaultProbe.from(ConfigFactory.defaultReference())).isSameAs(CommandProbe.NONE);
    }

    @Test
    void shouldHaltAtTheFirstOfItsStep() {
        CommandProbe probe = CommandFaultProbe.from("KAFKA_ACKED", halts::incrementAndGet);

        probe.reached(Step.BEFORE_SEND, ID);
        assertThat(halts).hasValue(0);
        probe.reached(Step.KAFKA_ACKED, ID);
        assertThat(halts).hasValue(1);
    }

    @Test
    void shouldHaltAtTheOneThatIsNumbered() {
        CommandProbe probe = CommandFaultProbe.from("BEFORE_SEND:3", halts::incrementAndGet);

        probe.reached(Step.BEFORE_SEND, ID);
        probe.reached(Step.BEFORE_SEND, ID);
        assertThat(halts).hasValue(0);
        probe.reached(Step.BEFORE_SEND, ID);
        assertThat(halts).hasValue(1);
    }

    @Test
    void shouldSayWhichStepsThereAre() {
        assertThatThrownBy(() -> CommandFaultProbe.from("NOWHERE", halts::incrementAndGet))
                .hasMessageContaining("muster.fault.halt-at-command-step")
                .hasMessageContaining("KAFKA_ACKED");
        assertThatThrownBy(() -> CommandFaultProbe.from("SENT_PERSISTED:x", halts::incrementAndGet))
                .hasMessageContaining("but got SENT_PERSISTED:x");
    }
}
