package dev.muster.loadtest.scale.sizing;

/**
 * What things cost in a month, in any currency: round figures, to be replaced by whoever has better ones.
 *
 * @param crossGib a GiB that goes from one zone to another
 */
public record Prices(double vcpu, double memoryGib, double diskGib, double crossGib) {
    public static final Prices ROUND = new Prices(25, 3, 0.10, 0.02);

    double machines(long count, Demand.Machine machine) {
        return count * (machine.vcpus() * vcpu + machine.memoryGib() * memoryGib);
    }
}
