package dev.muster.twinservice.setpoint;

import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.twinservice.serialization.JournalEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All set-points, as {@link SetPointEvent}s left them; stored whole as a snapshot. Immutable.
 *
 * @param setPoints in the order in which they were set; at most one for each group
 * @param numbers how many were ever set
 */
public record SetPointBook(List<SetPoint> setPoints, long numbers) implements JournalEvent {
    static final SetPointBook EMPTY = new SetPointBook(List.of(), 0);

    public SetPointBook {
        setPoints = List.copyOf(setPoints);
    }

    Optional<SetPoint> find(GroupKey group) {
        return setPoints.stream().filter(one -> one.group().equals(group)).findFirst();
    }

    SetPointBook apply(SetPointEvent event) {
        if (event instanceof SetPointEvent.Set set) {
            List<SetPoint> more = without(set.group());
            more.add(new SetPoint(
                    set.number(),
                    set.group(),
                    set.signal(),
                    set.micros(),
                    set.by(),
                    set.reason(),
                    set.at(),
                    set.at(),
                    null,
                    null));
            return new SetPointBook(more, set.number());
        }
        if (event instanceof SetPointEvent.Changed changed) {
            return replaced(known(changed.group(), event).changed(changed));
        }
        if (event instanceof SetPointEvent.Released released) {
            return replaced(known(released.group(), event).released(released));
        }
        return new SetPointBook(without(((SetPointEvent.Ended) event).group()), numbers);
    }

    private SetPoint known(GroupKey group, SetPointEvent event) {
        return find(group).orElseThrow(() -> new IllegalStateException("Expected a known set-point but got " + event));
    }

    private SetPointBook replaced(SetPoint by) {
        return new SetPointBook(
                setPoints.stream()
                        .map(one -> one.group().equals(by.group()) ? by : one)
                        .toList(),
                numbers);
    }

    private List<SetPoint> without(GroupKey group) {
        return new ArrayList<>(
                setPoints.stream().filter(one -> !one.group().equals(group)).toList());
    }
}
