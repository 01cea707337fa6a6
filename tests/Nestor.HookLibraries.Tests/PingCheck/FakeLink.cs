using System.Collections.Concurrent;
using Nestor.Model.Networks;
using Nestor.Wire.Values;
using StandardLibraries.PingCheck;

namespace Nestor.HookLibraries.Tests.PingCheck;

/// <summary>A network on which only what a test says is heard.</summary>
internal sealed class FakeLink : IProbeLink
{
    private readonly ConcurrentQueue<Action<IHearing>> _heard = new();
    private readonly SemaphoreSlim _wake = new(0);
    private readonly ConcurrentQueue<string> _sent = new();

    /// <summary>What was sent, in order.</summary>
    public IReadOnlyList<string> Sent => [.. _sent];

    /// <summary>What comes back at once for an echo request.</summary>
    public Action<IHearing>? Answer { get; set; }

    /// <summary>Echo requests cannot be sent, and why.</summary>
    public string? EchoError { get; set; }

    public string? ArpError { get; set; }

    public volatile bool IsBroken;

    public volatile bool IsDisposed;

    public string? Echo(LocalInterface? by, Ip4 address, ushort sequence)
    {
        _sent.Enqueue($"echo {sequence} to {address} by {by?.Name ?? "any"}");
        if (Answer is not null)
        {
            Hear(Answer);
        }

        return EchoError;
    }

    public string? Arp(LocalInterface by, Ip4 address)
    {
        _sent.Enqueue($"arp for {address} by {by.Name}");
        return ArpError;
    }

    public void Hear(Action<IHearing> heard)
    {
        _heard.Enqueue(heard);
        _wake.Release();
    }

    public void Wait(int milliseconds, IHearing hearing)
    {
        _wake.Wait(milliseconds);
        if (IsBroken)
        {
            throw new IOException("on purpose");
        }

        while (_heard.TryDequeue(out var heard))
        {
            heard(hearing);
        }
    }

    public void Wake() => _wake.Release();

    public void Dispose() => IsDisposed = true;
}
