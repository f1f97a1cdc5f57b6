package dev.muster.loadtest.fault.traffic;

/**
 * Where the fleet meets Muster.
 *
 * @param kafka bootstrap servers, {@code host:port}
 * @param telemetry topic of what devices send
 * @param commands topic of what they are told
 * @param acks topic of what they answer
 * @param records topic of what became of commands
 */
public record FaultTopics(String kafka, String telemetry, String commands, String acks, String records) {
    /** The service's own names. */
    public static FaultTopics of(String kafka) {
        return new FaultTopics(kafka, "telemetry", "commands", "command-acks", "command-records");
    }
}
