package dev.muster.twinservice.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.aggregation.StatusRegister;
import dev.muster.assetmodel.connectivity.Connectivity;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StatusOutboxTest {
    private static final StatusRegister OLDER = new StatusRegister(Connectivity.ONLINE, Instant.EPOCH, 1);
    private static final StatusRegister NEWER = new StatusRegister(Connectivity.OFFLINE, Instant.EPOCH, 2);

    private final StatusOutbox outbox = new StatusOutbox();

    @Test
    void shouldWriteOneAtATimeAndThenTheNewest() {
        // given
        outbox.offer(OLDER);
        assertThat(outbox.take()).isEqualTo(OLDER);
        outbox.offer(NEWER);
        assertThat(outbox.take()).isNull();

        // when
        outbox.stored(OLDER);

        // then
        assertThat(outbox.take()).isEqualTo(NEWER);
        outbox.stored(NEWER);
        assertThat(outbox.take()).isNull();
    }

    @Test
    void shouldWaitAfterFailureAndThenWriteTheNewest() {
        // given
        outbox.offer(OLDER);
        outbox.take();
        assertThat(outbox.failed()).isEqualTo(1);
        outbox.offer(NEWER);
        assertThat(outbox.take()).isNull();

        // when
        outbox.retry();

        // then
        assertThat(outbox.take()).isEqualTo(NEWER);
        assertThat(outbox.failed()).isEqualTo(2);
    }
}
