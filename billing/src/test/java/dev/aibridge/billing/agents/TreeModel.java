package dev.aibridge.billing.agents;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// A wallet as a row of single tokens, each of which knows who gave it: tokens are spent from the
/// front, come at the end, and are taken back from the end. Slow, and plain to see.
final class TreeModel {

    /// Bought by the wallet's own tenant.
    static final int OWN = -1;

    private final Map<Integer, Deque<Integer>> tokens = new HashMap<>();
    private final Map<Integer, Deque<Integer>> gone = new HashMap<>();
    private final Map<Integer, Integer> leased = new HashMap<>();

    int posted(int wallet) {
        return row(wallet).size();
    }

    int leased(int wallet) {
        return leased.getOrDefault(wallet, 0);
    }

    int available(int wallet) {
        return posted(wallet) - leased(wallet);
    }

    void lease(int wallet, int count) {
        leased.put(wallet, count);
    }

    void give(int wallet, int by, int count) {
        for (int i = 0; i < count; i++) {
            row(wallet).addLast(by);
        }
    }

    void spend(int wallet, int count) {
        for (int i = 0; i < count; i++) {
            went(wallet).push(row(wallet).removeFirst());
        }
    }

    /// What the agent gave and the customer has left, what is leased counting as spent.
    int unspent(int agent, int customer) {
        return (int)
                row(customer).stream().skip(leased(customer)).filter(by -> by == agent).count();
    }

    void takeBack(int agent, int customer, int count) {
        for (int i = 0; i < count; i++) {
            row(customer).removeLastOccurrence(agent);
            row(agent).addFirst(went(agent).pop());
        }
    }

    private Deque<Integer> row(int wallet) {
        return tokens.computeIfAbsent(wallet, _ -> new ArrayDeque<>());
    }

    private Deque<Integer> went(int wallet) {
        return gone.computeIfAbsent(wallet, _ -> new ArrayDeque<>());
    }
}
