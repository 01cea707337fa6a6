using System.Diagnostics;

namespace Conformance.Network;

/// <summary>Waiting for what other programs do: bounded, and no longer than needed.</summary>
internal static class Wait
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>True as soon as the condition holds; false when it did not within the time.</summary>
    public static bool Until(Func<bool> condition, int seconds)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(start).TotalSeconds > seconds)
            {
                return false;
            }

            Thread.Sleep(Pause);
        }

        return true;
    }
}
