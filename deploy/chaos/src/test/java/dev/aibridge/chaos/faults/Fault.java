package dev.aibridge.chaos.faults;

/// Something bad that happens to a running system and is over, or healed, when it returns.
@FunctionalInterface
interface Fault {

    void strike() throws Exception;
}
