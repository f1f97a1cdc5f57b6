package dev.muster.loadtest.control;

import dev.muster.assetmodel.identity.CommandId;
import java.util.SplittableRandom;

/**
 * How badly devices obey. Shares are from 0 to 1, drawn from a device's seed and the command's id alone: so the same command to
 * the same device always ends alike, whatever else was sent.
 *
 * @param failures share of commands that are tried in vain
 * @param slow share of commands that take {@link Obedience#SLOW_TAKES} longer
 * @param mute share of devices that do nothing of what they are told, and never answer
 */
public record CommandFaults(double failures, double slow, double mute) {
    public static final CommandFaults NONE = new CommandFaults(0, 0, 0);

    /** Now and then something goes wrong. */
    public static final CommandFaults LIFELIKE = new CommandFaults(0.01, 0.02, 0.005);

    private static final long OF_MUTES = 0x6D757465L;

    public CommandFaults {
        share("failures", failures);
        share("slow", slow);
        share("mute", mute);
    }

    boolean isMute(long seed) {
        return new SplittableRandom(seed ^ OF_MUTES).nextDouble() < mute;
    }

    boolean fails(long seed, CommandId id) {
        return draw(seed, id, 1) < failures;
    }

    boolean isSlow(long seed, CommandId id) {
        return draw(seed, id, 2) < slow;
    }

    private static double draw(long seed, CommandId id, int what) {
        return new SplittableRandom(seed + 31L * id.value().hashCode() + what).nextDouble();
    }

    private static void share(String name, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("Expected %s from 0 to 1 but got %s".formatted(name, share));
        }
    }
}
