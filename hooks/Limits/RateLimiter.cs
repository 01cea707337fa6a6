using Nestor.Hooks.Points;
using Nestor.Model.Classes;
using Nestor.Model.Logging;

namespace StandardLibraries.Limits;

/// <summary>Drops queries of which there have been too many.</summary>
internal sealed class RateLimiter(LimitTable table, Logger log)
{
    private TimeProvider _clock = TimeProvider.System;

    public void Start(TimeProvider clock) => _clock = clock;

    /// <summary>A query counts for all of its classes, or for none when one of them has had its share.</summary>
    public void Receive(HookCall call, ClassSet classes)
    {
        long now = _clock.GetTimestamp();
        for (int i = 0; i < classes.Count; i++)
        {
            if (table.WindowOfClass(classes[i]) is { } window && !window.HasRoom(now))
            {
                Drop(call);
                var limit = table.OfClass(classes[i])!;
                log.Write(LimitsLog.ClassDropped, $"a query is dropped: {limit.Name} is answered {limit.Rate!.Text}");
                return;
            }
        }

        for (int i = 0; i < classes.Count; i++)
        {
            table.WindowOfClass(classes[i])?.Take(now);
        }

        log.Write(LimitsLog.ClassHonored, $"a query is within the rates of its {classes.Count} classes");
    }

    /// <param name="subnetId">The subnet chosen first; 0 for none.</param>
    public void Select(HookCall call, uint subnetId)
    {
        if (table.WindowOfSubnet(subnetId) is not { } window)
        {
            return;
        }

        long now = _clock.GetTimestamp();
        if (!window.HasRoom(now))
        {
            Drop(call);
            log.Write(LimitsLog.SubnetDropped, $"a query is dropped: subnet {subnetId} is answered {table.OfSubnet(subnetId)!.Rate!.Text}");
            return;
        }

        window.Take(now);
        log.Write(LimitsLog.SubnetHonored, $"a query is within the rate of subnet {subnetId}");
    }

    private static void Drop(HookCall call)
    {
        call.Next = NextStep.Drop;
        call.Reason = DropReason.LimitExceeded;
    }
}
