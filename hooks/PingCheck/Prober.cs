using System.Collections.Concurrent;
using System.Globalization;
using Nestor.Model.Logging;
using Nestor.Wire.Values;

namespace StandardLibraries.PingCheck;

/// <summary>
/// Asks for addresses, on a thread of its own, and lets each offer go on or not. How many there are at one time is limited by how
/// many queries may be parked.
/// </summary>
internal sealed class Prober : IHearing, IDisposable
{
    private readonly TimeProvider _clock;
    private readonly Logger _log;
    private readonly IProbeLink _link;

    // The loop's thread puts in, ours takes out.
    private readonly ConcurrentQueue<Check> _new = new();
    private readonly ConcurrentDictionary<Ip4, Check> _asked = new();

    private readonly PriorityQueue<Check, long> _due = new();
    private volatile bool _isOver;

    public Prober(IProbeLink link, TimeProvider clock, Logger log)
    {
        _link = link;
        _clock = clock;
        _log = log;
        new Thread(Run) { IsBackground = true, Name = "ping check" }.Start();
    }

    /// <summary>It has failed, or come to its end: nothing is checked any more.</summary>
    public bool IsDown => _isOver;

    /// <summary>The address is being asked for.</summary>
    public bool IsAsked(Ip4 address) => _asked.ContainsKey(address);

    /// <summary>On the loop's thread, for an address that is not <see cref="IsAsked"/>.</summary>
    public void Begin(Check check)
    {
        _asked[check.Address] = check;
        _new.Enqueue(check);
        _link.Wake();
        if (_isOver)
        {
            // Its thread may have looked for the last time before this was put in.
            LetAll();
        }
    }

    public void Replied(Ip4 from)
    {
        if (_asked.TryGetValue(from, out var check) && check.Sent > 0)
        {
            _log.Write(PingCheckLog.Replied, $"{from} has answered: it is in use");
            End(check, isInUse: true);
        }
    }

    public void Unreachable(Ip4 address)
    {
        if (_asked.TryGetValue(address, out var check) && check.Sent > 0)
        {
            _log.Write(PingCheckLog.Unreachable, $"{address} cannot be reached");
            Free(check);
        }
    }

    public void Claimed(int interfaceIndex, Ip4 address, ulong mac)
    {
        // The client itself may have the address still.
        if (_asked.TryGetValue(address, out var check) && check.Sent > 0 && check.Settings.IsArpProbed
            && check.By?.Index == interfaceIndex && mac != check.ClientMac)
        {
            _log.Write(PingCheckLog.ArpHeard, $"{mac.ToString("x12", CultureInfo.InvariantCulture)} has {address}: it is in use");
            End(check, isInUse: true);
        }
    }

    /// <summary>What is being asked for is offered.</summary>
    public void Dispose()
    {
        _isOver = true;
        _link.Wake();
    }

    private void Run()
    {
        try
        {
            while (!_isOver)
            {
                while (_new.TryDequeue(out var check))
                {
                    Ask(check);
                }

                _link.Wait(TurnsOut(), this);
            }
        }
        catch (Exception e)
        {
            // Without it addresses are offered as if there were no such library.
            _log.Write(PingCheckLog.Down, $"addresses are offered unchecked from now on: {e.Message}");
        }
        finally
        {
            _isOver = true;
            LetAll();
            _link.Dispose();
        }
    }

    /// <summary>Asks again, or no more, where there was no answer in time. Milliseconds until the next one; -1 when there is none.</summary>
    private int TurnsOut()
    {
        long now = _clock.GetTimestamp();
        while (_due.TryPeek(out var check, out long due))
        {
            if (!check.IsOver && due > now)
            {
                double left = _clock.GetElapsedTime(now, due).TotalMilliseconds;
                return left >= int.MaxValue ? int.MaxValue : (int)left + 1;
            }

            _due.Dequeue();
            if (!check.IsOver)
            {
                _log.Write(PingCheckLog.TimedOut, $"{check.Address} has not answered request {check.Sent} of {check.Settings.MinRequests}");
                if (check.Sent < check.Settings.MinRequests)
                {
                    Ask(check);
                }
                else
                {
                    Free(check);
                }
            }
        }

        return -1;
    }

    private void Ask(Check check)
    {
        // Before it is sent: the answer may be there at once.
        int number = ++check.Sent;
        if (check.By is { } link && check.Settings.IsArpProbed && _link.Arp(link, check.Address) is { } problem)
        {
            _log.Write(PingCheckLog.ArpFailed, $"no ARP probe for {check.Address} by {link.Name}: {problem}");
        }

        if (_link.Echo(check.By, check.Address, (ushort)number) is { } error)
        {
            // As Kea does: it will hardly go better the next time, and clients wait.
            _log.Write(PingCheckLog.SendFailed, $"no echo request to {check.Address}: {error}");
            Free(check);
            return;
        }

        _log.Write(PingCheckLog.Sent, $"echo request {number} to {check.Address}");
        _due.Enqueue(check, _clock.GetTimestamp() + (long)(check.Settings.Patience.TotalSeconds * _clock.TimestampFrequency));
    }

    private void Free(Check check)
    {
        _log.Write(PingCheckLog.Free, $"{check.Address} is free");
        End(check, isInUse: false);
    }

    private void End(Check check, bool isInUse)
    {
        check.IsOver = true;
        _asked.TryRemove(check.Address, out _);
        if (isInUse)
        {
            check.Offer.AddressInUse();
        }
        else
        {
            check.Offer.Resume();
        }
    }

    private void LetAll()
    {
        foreach (var check in _asked.Values)
        {
            End(check, isInUse: false);
        }
    }
}
