using Nestor.Hooks.Commands;

namespace Nestor.Engine.Reclaim;

/// <summary>The command <c>leases-reclaim</c>: every lease that ran out, now.</summary>
public static class ReclaimCommands
{
    /// <summary>Leases between two looks at the clock.</summary>
    private const uint Few = 20;

    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(0.5);

    public static void Register(CommandTable commands, Reclaimer reclaimer, TimeProvider clock) =>
        commands.Add("leases-reclaim", call => LeasesReclaim(reclaimer, call, clock));

    private static CommandResult LeasesReclaim(Reclaimer reclaimer, CommandCall call, TimeProvider clock) =>
        call.TryBoolean("remove", out bool isRemoving, out var refusal) ? Next(reclaimer, isRemoving, clock) : refusal;

    private static CommandResult Next(Reclaimer reclaimer, bool isRemoving, TimeProvider clock)
    {
        long start = clock.GetTimestamp();
        do
        {
            if (reclaimer.Reclaim(Few, isRemoving))
            {
                reclaimer.EndCycle(isComplete: true);
                return CommandResult.Success("Reclamation of expired leases is complete.");
            }
        }
        while (clock.GetElapsedTime(start) < Slice);
        return CommandResult.Later(() => Next(reclaimer, isRemoving, clock));
    }
}
