package dev.muster.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ConsumerStateTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(ConsumerState.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final ConsumerState state = new ConsumerState();

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
    }

    @Test
    void shouldSayEachChangeOnce() {
        state.running();
        state.failed(new IllegalStateException("no broker"));
        state.failed(new CompletionException(new IllegalStateException("no broker")));
        state.failed(new IllegalStateException("no coordinator"));

        assertThat(state.problem()).hasValue("java.lang.IllegalStateException: no coordinator");
        assertThat(log.list.stream().map(ILoggingEvent::getFormattedMessage))
                .containsExactly(
                        "The consumer stopped and is started again until it runs: java.lang.IllegalStateException: no broker",
                        "The consumer stopped and is started again until it runs: java.lang.IllegalStateException: no"
                                + " coordinator");
        state.running();
        state.running();
        assertThat(state.problem()).isEmpty();
    }
}
