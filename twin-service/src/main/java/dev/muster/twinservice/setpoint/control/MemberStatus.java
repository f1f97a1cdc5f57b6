package dev.muster.twinservice.setpoint.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.assetmodel.identity.AssetId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One member of a set-point. Micros, generation positive.
 *
 * @param assigned what it was told last; {@code null}: nothing
 * @param reported what it gives; {@code null}: not known now
 * @param available the most that it says it could give; {@code null}: not known
 * @param leftOut {@code null}: it has a share
 * @param since since when it is left out; {@code null}: always was, or it is not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MemberStatus(
        AssetId asset,
        @Nullable Long assigned,
        @Nullable Long reported,
        @Nullable Long available,
        @Nullable LeftOut leftOut,
        String detail,
        @Nullable Instant since) {}
