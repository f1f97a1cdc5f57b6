package dev.muster.twinservice.traffic;

import akka.actor.AbstractExtensionId;
import akka.actor.ClassicActorSystemProvider;
import akka.actor.ExtendedActorSystem;
import akka.actor.Extension;
import akka.actor.WrappedMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many messages of each kind this node has sent to others, and their bytes: one for each actor system, because Akka makes a {@link
 * TrafficInstrument} of its own for every connection. Thread-safe; counting takes a look-up and two additions.
 */
public final class SentTraffic implements Extension {
    private static final Id ID = new Id();
    private static final String OURS = "dev.muster.";
    private static final String AKKAS = "akka.";

    private final Map<Class<?>, Count> byClass = new ConcurrentHashMap<>();

    SentTraffic() {}

    public static SentTraffic of(ClassicActorSystemProvider system) {
        return ID.get(system);
    }

    /**
     * All messages of one kind since the process began.
     *
     * @param kind one of ours: the package's last word and the class; Akka's: the package
     * @param bytes with Akka's headers, without those of TCP
     */
    public record Sent(String kind, long messages, long bytes) {}

    /** By kind, in the order of their names. */
    public List<Sent> sent() {
        Map<String, Sent> byKind = new TreeMap<>();
        byClass.forEach((type, count) -> {
            String kind = kindOf(type);
            byKind.merge(
                    kind,
                    new Sent(kind, count.messages.sum(), count.bytes.sum()),
                    (one, other) -> new Sent(kind, one.messages() + other.messages(), one.bytes() + other.bytes()));
        });
        return new ArrayList<>(byKind.values());
    }

    /** An envelope counts as what is in it: otherwise all that is said to entities would be one kind. */
    void count(Object message, int bytes) {
        Object inner = message;
        while (inner instanceof WrappedMessage wrapped) {
            inner = wrapped.message();
        }
        Class<?> type = inner.getClass();
        Count count = byClass.get(type);
        if (count == null) {
            count = byClass.computeIfAbsent(type, any -> new Count());
        }
        count.messages.increment();
        count.bytes.add(bytes);
    }

    /** There are as many of our own as there are classes of messages; Akka has hundreds, and nobody asks which. */
    static String kindOf(Class<?> type) {
        String name = type.getName();
        String inPackage = type.getPackageName();
        if (name.startsWith(OURS)) {
            return name.substring(inPackage.lastIndexOf('.') + 1).replace('$', '.');
        }
        return name.startsWith(AKKAS) ? inPackage : "other";
    }

    private static final class Count {
        private final LongAdder messages = new LongAdder();
        private final LongAdder bytes = new LongAdder();
    }

    private static final class Id extends AbstractExtensionId<SentTraffic> {
        @Override
        public SentTraffic createExtension(ExtendedActorSystem system) {
            return new SentTraffic();
        }
    }
}
