package dev.muster.twinservice.http.api;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import dev.muster.twinservice.http.Problem;
import dev.muster.twinservice.live.LiveAnswer;
import dev.muster.twinservice.live.LivePosition;
import dev.muster.twinservice.live.LiveReads;
import dev.muster.twinservice.live.LiveSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Live views that give one answer and end, where real ones go on for ever: who reads such a stream to its end gets there. */
final class FakeLive implements LiveReads {
    volatile Optional<Problem> refusal = Optional.empty();

    @Override
    public int missingMax() {
        return 10;
    }

    @Override
    public Optional<Problem> refusal() {
        return refusal;
    }

    @Override
    public Source<LiveAnswer, NotUsed> read(String view, Supplier<LiveSource> source, Optional<LivePosition> from) {
        return Source.completionStage(source.get().poll()).map(poll -> answer(poll, from.isEmpty()));
    }

    private static LiveAnswer answer(LiveSource.Poll poll, boolean reset) {
        if (poll instanceof LiveSource.Polled polled) {
            return new LiveAnswer.Rows(
                    polled.asOf(), new LivePosition(1, 1, 1), reset, false, polled.rows(), List.of());
        }
        return new LiveAnswer.Unavailable(SampleFleet.NOW, ((LiveSource.Refused) poll).problem());
    }
}
