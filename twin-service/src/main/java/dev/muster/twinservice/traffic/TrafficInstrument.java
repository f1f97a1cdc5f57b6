package dev.muster.twinservice.traffic;

import akka.actor.ActorRef;
import akka.actor.ExtendedActorSystem;
import akka.remote.artery.RemoteInstrument;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Has each message counted as it is put on the wire. Akka makes one for every encoder and decoder, by the class's name in
 * application.conf. It writes nothing into messages: nodes with it and without it understand each other.
 */
public final class TrafficInstrument extends RemoteInstrument {
    /** Must differ from other instruments'; those below 8 are Akka's. */
    private static final byte IDENTIFIER = 21;

    private final SentTraffic traffic;

    public TrafficInstrument(ExtendedActorSystem system) {
        this.traffic = SentTraffic.of(system);
    }

    @Override
    public byte identifier() {
        return IDENTIFIER;
    }

    @Override
    public void remoteMessageSent(
            @Nullable ActorRef recipient, Object message, @Nullable ActorRef sender, int size, long time) {
        traffic.count(message, size);
    }

    @Override
    public void remoteWriteMetadata(
            @Nullable ActorRef recipient, Object message, @Nullable ActorRef sender, ByteBuffer buffer) {
        // Nothing: the message stays as it is.
    }

    @Override
    public void remoteReadMetadata(
            @Nullable ActorRef recipient, Object message, @Nullable ActorRef sender, ByteBuffer buffer) {
        // There is none.
    }

    @Override
    public void remoteMessageReceived(
            @Nullable ActorRef recipient, Object message, @Nullable ActorRef sender, int size, long time) {
        // Whoever sent it has counted it.
    }
}
