package dev.muster.loadtest.fault.check;

import dev.muster.loadtest.fault.check.Breach.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** No command with two effects, and each that was given has exactly one end, which is what its device said. */
public final class CommandCheck {
    private CommandCheck() {}

    /** {@code end}: when it must have come to its end. */
    public static List<Breach> breaches(GivenCommand given, Effects effects, CommandEnd end) {
        List<Breach> breaches = new ArrayList<>();
        String name = "command %s to %s, key %s (sent %d times)"
                .formatted(given.id(), given.asset(), given.key(), given.attempts());
        if (!given.turnedDown().isEmpty()) {
            breaches.add(new Breach(Kind.COMMAND_TURNED_DOWN, name + ": " + given.turnedDown()));
        }
        if (effects.epochs().size() > 1) {
            breaches.add(new Breach(
                    Kind.COMMAND_TWICE,
                    "%s: the device was told %d times, for the sessions %s"
                            .formatted(name, effects.epochs().size(), effects.epochs())));
        }
        if (given.taken() && !end.known()) {
            breaches.add(new Breach(Kind.COMMAND_WITHOUT_END, name + ": Muster took it and does not know it"));
        } else if (!end.known() && !effects.epochs().isEmpty()) {
            breaches.add(
                    new Breach(Kind.COMMAND_WITHOUT_END, name + ": the device did it and Muster does not know it"));
        } else if (end.known() && end.ends().isEmpty()) {
            breaches.add(new Breach(Kind.COMMAND_WITHOUT_END, name + ": stands at " + end.status()));
        }
        if (end.ends().size() > 1) {
            breaches.add(new Breach(Kind.COMMAND_ENDS_DIFFER, name + ": was told to have ended as " + end.ends()));
        }
        contradiction(effects, end, name, breaches);
        return breaches;
    }

    private static void contradiction(Effects effects, CommandEnd end, String name, List<Breach> breaches) {
        boolean done = !effects.epochs().isEmpty();
        if (!done && end.ends().contains("succeeded")) {
            breaches.add(new Breach(
                    Kind.COMMAND_ENDS_DIFFER, name + ": is said to have succeeded, but the device was never told"));
        }
        if (done && (end.ends().contains("refused") || end.ends().contains("cancelled"))) {
            breaches.add(new Breach(
                    Kind.COMMAND_ENDS_DIFFER, name + ": is said to be " + end.ends() + ", but the device did it"));
        }
        Instant answered = effects.answeredAt();
        Instant due = end.due();
        boolean inTime = answered != null && due != null && answered.isBefore(due);
        if (done && inTime && end.ends().contains("expired")) {
            breaches.add(new Breach(
                    Kind.COMMAND_ENDS_DIFFER,
                    "%s: is said to have expired at %s, but Kafka had the device's word at %s"
                            .formatted(name, due, answered)));
        }
    }
}
