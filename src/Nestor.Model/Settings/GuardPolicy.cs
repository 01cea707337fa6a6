namespace Nestor.Model.Settings;

/// <summary>What a hook library may cost before it is called no more.</summary>
/// <param name="TimeBudget">One call on the loop's thread; a longer one is told and counted.</param>
/// <param name="SlowBudget">Such calls until it is cut off; 0 is never.</param>
/// <param name="ErrorBudget">Failures until it is cut off; 0 is never.</param>
/// <param name="FailsClosed">Queries that it failed on, or that come once it is cut off, are dropped instead of served without it.</param>
public sealed record GuardPolicy(TimeSpan TimeBudget, uint SlowBudget, uint ErrorBudget, bool FailsClosed)
{
    /// <summary>For a library that says nothing of it: 10 ms a call, told for ever; a thousand failures.</summary>
    public static readonly GuardPolicy Usual = new(TimeSpan.FromMilliseconds(10), 0, 1000, FailsClosed: false);
}
