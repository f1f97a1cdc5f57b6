package dev.muster.loadtest.memory.figure;

/**
 * One life of a Muster that was started again: what it was before its twins woke, and after.
 *
 * @param secondsToReady from the start of the process
 * @param secondsToComplete from the start of the process until both roots had the right total of all assets
 * @param awakeThen twins, when the roots were complete
 * @param asleep with its roots complete, and as good as no twin awake
 * @param secondsToWake from the commit of one more sample of each asset until both roots showed them all
 * @param awake with all of its twins
 */
public record Life(
        double secondsToReady,
        double secondsToComplete,
        long awakeThen,
        Heap asleep,
        double secondsToWake,
        Heap awake) {
    public double secondsFromReady() {
        return secondsToComplete - secondsToReady;
    }
}
