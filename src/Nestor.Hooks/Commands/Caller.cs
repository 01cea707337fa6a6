using System.Net;

namespace Nestor.Hooks.Commands;

/// <summary>How a command came.</summary>
public enum CallerChannel : byte
{
    /// <summary>From the server itself.</summary>
    Inside,
    Unix,
    Http,
    Https,
}

/// <summary>Who sent a command, as far as its channel knows: what roles and the audit log go by.</summary>
/// <param name="Channel">How it came.</param>
public sealed record Caller(CallerChannel Channel)
{
    /// <summary>The server itself.</summary>
    public static readonly Caller Inside = new(CallerChannel.Inside);

    /// <summary>The client's address and port; null for a unix socket.</summary>
    public IPEndPoint? Remote { get; init; }

    /// <summary>The name that came with the right password; null when none was asked for.</summary>
    public string? User { get; init; }

    /// <summary>The common name of the subject of the client's certificate, which was verified; null for none.</summary>
    public string? CertificateSubject { get; init; }

    /// <summary>The common name of who issued it; null for none.</summary>
    public string? CertificateIssuer { get; init; }

    /// <summary>The whole name of the subject, as in RFC 4514; null for none.</summary>
    public string? CertificateName { get; init; }

    /// <summary>The user that the process at the other end of a unix socket runs as; null for other channels.</summary>
    public uint? UserId { get; init; }

    /// <summary>The process at the other end of a unix socket when it connected; null for other channels.</summary>
    public int? ProcessId { get; init; }

    /// <summary>For logs, on one line.</summary>
    public override string ToString()
    {
        string name = User ?? CertificateSubject ?? (UserId is { } id ? $"uid {id}" : "");
        string from = Remote?.ToString() ?? Channel.ToString();
        return string.Concat((name.Length > 0 ? $"{name} at {from}" : from).Select(c => char.IsControl(c) ? '?' : c));
    }
}
