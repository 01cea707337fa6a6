using Nestor.Hooks.Libraries;

namespace Nestor.Hooks.Points;

/// <summary>A place in the server's work where libraries take part.</summary>
/// <typeparam name="TCall">What callouts are given.</typeparam>
/// <param name="name">Kea's.</param>
/// <param name="steps">What a callout may want here beside going on.</param>
public sealed class HookPoint<TCall>(string name, Steps steps)
    where TCall : HookCall, new()
{
    private Entry[] _entries = [];

    public string Name => name;

    /// <summary>True when some library wants to be called; else nothing has to be made ready for a call.</summary>
    public bool IsUsed => _entries.Length > 0;

    /// <summary>What the next call hands over: filled by the server before <see cref="Run"/>, read by it after.</summary>
    public TCall Call { get; } = new();

    /// <summary>A library's callout, after those there are. While the library is loaded.</summary>
    public void Add(LibrarySetup library, Action<TCall> callout) => _entries = [.. _entries, new Entry(library.Guard, callout)];

    /// <summary>
    /// Calls all callouts in the order of their libraries. What one throws is told to its guard and counts as
    /// wanting what those before it want, or the step its policy asks for.
    /// </summary>
    public NextStep Run()
    {
        var call = Call;
        call.Start();
        long before = LibraryGuard.Now;
        foreach (ref readonly var entry in _entries.AsSpan())
        {
            var guard = entry.Guard;
            if (guard.IsCutOff)
            {
                call.Next = guard.FailsClosed ? Closed : call.Next;
                continue;
            }

            // What those before it wanted stands, whatever this one does wrong.
            var wanted = call.Next;
            var parked = call.LastParked;
            guard.Begin(name, before);
            try
            {
                entry.Callout(call);
            }
            catch (Exception e)
            {
                // A library's fault must not become the server's.
                guard.Failed(name, e);
                call.Next = guard.FailsClosed ? Closed : wanted;
                Leave(call, parked);
            }

            if (call.Next != wanted && !Allows(call.Next, call.LastParked))
            {
                guard.Nonsense(name, call.Next);
                call.Next = wanted;
                Leave(call, parked);
            }

            long after = LibraryGuard.Now;
            guard.Took(name, after - before);
            before = after;
        }

        return call.Next;
    }

    private NextStep Closed => (steps & Steps.Drop) != 0 ? NextStep.Drop : (steps & Steps.Skip) != 0 ? NextStep.Skip : NextStep.Continue;

    /// <summary>To park is to have said who lets the query go on.</summary>
    private bool Allows(NextStep next, ParkedQuery? parked) => next == NextStep.Continue
        || (next is NextStep.Skip or NextStep.Drop or NextStep.Park && (steps & (Steps)(1 << ((int)next - 1))) != 0
            && (next != NextStep.Park || parked is not null));

    /// <summary>A library that failed is not waited for.</summary>
    private static void Leave(TCall call, ParkedQuery? before)
    {
        if (call.LastParked is { } own && own != before)
        {
            own.Resume();
        }
    }

    private readonly record struct Entry(LibraryGuard Guard, Action<TCall> Callout);
}
