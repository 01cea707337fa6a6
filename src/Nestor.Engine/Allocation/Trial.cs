using Nestor.Hooks.Exchange;

namespace Nestor.Engine.Allocation;

/// <summary>
/// While it is on, whatever changes in the pools of a server is only tried: each pool says so before its first change,
/// and all are as before when it ends.
/// </summary>
internal sealed class Trial
{
    private readonly List<ITried> _tried = [];

    public bool IsOn { get; private set; }

    /// <summary>Who wants to know how addresses are picked.</summary>
    public Trace? Trace { get; private set; }

    public void Begin(Trace trace)
    {
        IsOn = true;
        Trace = trace;
    }

    public void End()
    {
        IsOn = false;
        Trace = null;
        foreach (var one in _tried)
        {
            one.EndTrial();
        }

        _tried.Clear();
    }

    /// <summary>It is about to change for the first time in this trial.</summary>
    public void Add(ITried one) => _tried.Add(one);
}

/// <summary>What keeps how it was when it is changed in a trial.</summary>
internal interface ITried
{
    void EndTrial();
}
