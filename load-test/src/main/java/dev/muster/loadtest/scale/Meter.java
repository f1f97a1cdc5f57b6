package dev.muster.loadtest.scale;

import dev.muster.assetmodel.identity.Principal;
import dev.muster.loadtest.bench.RunningProcess;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.fault.check.PartitionCount;
import dev.muster.loadtest.service.ServiceCluster;
import dev.muster.loadtest.service.ServiceFailure;
import dev.muster.loadtest.service.ServiceNode;
import dev.muster.loadtest.stack.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what nodes say of themselves, and what the operating system says of all processes. Not thread-safe. */
final class Meter {
    private static final Pattern HEAP = Pattern.compile("^muster_heap_used_bytes (\\S+)", Pattern.MULTILINE);
    private static final Pattern RESIDENT = Pattern.compile("^VmRSS:\\s+(\\d+) kB", Pattern.MULTILINE);
    private static final int KIB = 1_024;

    private final ServiceCluster cluster;
    private final LocalStack stack;
    private final List<MusterClient> clients;

    /** All nodes run. */
    Meter(ServiceCluster cluster, LocalStack stack) {
        this.cluster = cluster;
        this.stack = stack;
        this.clients = cluster.nodes().stream()
                .map(node -> new MusterClient(node.uri(), new Principal("scale-meter")))
                .toList();
    }

    /**
     * What one node has in memory.
     *
     * @param resident what the operating system has given it
     * @param live what is left of its heap when garbage was collected
     */
    record Memory(long resident, long live) {}

    Tally read() {
        Traffic traffic = Traffic.NONE;
        long records = 0;
        Duration processor = Duration.ZERO;
        long at = System.nanoTime();
        for (ServiceNode node : cluster.nodes()) {
            String metrics = clients.get(node.index()).metrics();
            traffic = traffic.plus(Traffic.parse(metrics));
            records += PartitionCount.parse(metrics).stream()
                    .mapToLong(PartitionCount::sum)
                    .sum();
            processor = processor.plus(new RunningProcess(node.process().pid()).requireProcessorTime());
        }
        return new Tally(
                Duration.ofNanos(at),
                traffic,
                records,
                processor,
                new RunningProcess(stack.kafka().pid()).requireProcessorTime(),
                new RunningProcess(stack.cassandra().pid()).requireProcessorTime());
    }

    /** Of each node, with garbage collected: that takes a moment, in which nothing else is to be measured. */
    List<Memory> memory() {
        List<Memory> all = new ArrayList<>();
        for (ServiceNode node : cluster.nodes()) {
            long pid = node.process().pid();
            String unused = new RunningProcess(pid).jcmd("GC.run");
            all.add(new Memory(resident(pid), live(clients.get(node.index()).metrics())));
        }
        return all;
    }

    static long live(String metrics) {
        Matcher heap = HEAP.matcher(metrics);
        if (!heap.find()) {
            throw new ServiceFailure("Expected muster_heap_used_bytes among a node's metrics but it is not");
        }
        return (long) Double.parseDouble(heap.group(1));
    }

    private static long resident(long pid) {
        try {
            return resident(Files.readString(Path.of("/proc", Long.toString(pid), "status")));
        } catch (IOException e) {
            throw new ServiceFailure("Expected /proc to tell the memory of process %d but got: %s".formatted(pid, e));
        }
    }

    static long resident(String status) {
        Matcher resident = RESIDENT.matcher(status);
        if (!resident.find()) {
            throw new ServiceFailure("Expected VmRSS in a process's status but got:\n" + status);
        }
        return Long.parseLong(resident.group(1)) * KIB;
    }
}
