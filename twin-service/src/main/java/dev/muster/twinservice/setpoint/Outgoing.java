package dev.muster.twinservice.setpoint;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.twinservice.command.CommandRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Commands on their way to be given: so many at once, one per asset, so that none overtakes an earlier one. What waits is
 * replaced by what comes later for the same asset. Changed in place.
 */
final class Outgoing {
    private final int atOnce;
    private final Map<AssetId, Order> waiting = new LinkedHashMap<>();
    private final Map<AssetId, Order> underway = new HashMap<>();

    /** On behalf of the set-point of that number. */
    record Order(long number, CommandRequest request) {}

    Outgoing(int atOnce) {
        this.atOnce = atOnce;
    }

    void add(Order order) {
        waiting.put(order.request().asset(), order);
    }

    /** Those whose turn it is; each is to be given now, and {@link #done} when that is over. */
    List<Order> next() {
        List<Order> turn = new ArrayList<>();
        Iterator<Map.Entry<AssetId, Order>> entries = waiting.entrySet().iterator();
        while (underway.size() < atOnce && entries.hasNext()) {
            Map.Entry<AssetId, Order> entry = entries.next();
            if (!underway.containsKey(entry.getKey())) {
                underway.put(entry.getKey(), entry.getValue());
                turn.add(entry.getValue());
                entries.remove();
            }
        }
        return turn;
    }

    void done(Order order) {
        underway.remove(order.request().asset(), order);
    }
}
