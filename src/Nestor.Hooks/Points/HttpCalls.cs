using Nestor.Hooks.Commands;
using Nestor.Json;

namespace Nestor.Hooks.Points;

/// <summary>A command that has come by HTTP, from a client whose name and password are right where they are asked for.</summary>
public sealed class HttpAuthCall : HookCall
{
    /// <summary>Who asks.</summary>
    public Caller Caller { get; set; } = null!;

    /// <summary>The content of the request. May be another one.</summary>
    public ReadOnlyMemory<byte> Body { get; set; }

    /// <summary>Another than 0, from 400 to 599, refuses the request with this status (RFC 9110 section 15).</summary>
    public int Status { get; set; }
}

/// <summary>The answer to a command that came by HTTP.</summary>
public sealed class HttpResponseCall : HookCall
{
    /// <summary>Who asked.</summary>
    public Caller Caller { get; set; } = null!;

    /// <summary>The content of the request, as it was read.</summary>
    public ReadOnlyMemory<byte> Request { get; set; }

    /// <summary>200, or why the request was refused (RFC 9110 section 15). What is no status counts as 500.</summary>
    public int Status { get; set; }

    /// <summary>The content of the answer: of a command a list of one map.</summary>
    public Element Answer { get; set; } = null!;
}
