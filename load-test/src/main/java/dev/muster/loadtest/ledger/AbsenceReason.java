package dev.muster.loadtest.ledger;

/** Why a unit is missing from a total, as far as its sender can know; in the order in which the first that holds is given. */
public enum AbsenceReason {
    NEVER_REPORTED("neverReported"),
    OFFLINE("offline"),
    STALE_SIGNAL("staleSignal"),
    BAD_QUALITY("badQuality");

    private final String apiName;

    AbsenceReason(String apiName) {
        this.apiName = apiName;
    }

    /** How Muster's API spells it. */
    public String apiName() {
        return apiName;
    }
}
