package dev.muster.loadtest.reference;

import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.assetmodel.telemetry.TelemetryRecord;

/** All that a device can bring about. */
interface Outside {
    void report(TelemetryRecord telemetry);

    void answer(DeviceAck ack);

    /** Something in the world is moved: to be done once. */
    void act(String what);
}
