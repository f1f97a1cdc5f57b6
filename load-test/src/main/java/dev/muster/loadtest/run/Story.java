package dev.muster.loadtest.run;

/** What the launcher shows once the service is ready. */
interface Story {
    /** Returns when it is over; some go on until the process is ended. */
    void tell();
}
