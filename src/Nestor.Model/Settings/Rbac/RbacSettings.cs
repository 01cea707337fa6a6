using Nestor.Json;
using Nestor.Model.Commands;

namespace Nestor.Model.Settings.Rbac;

/// <summary>What of a request names the role of who sent it.</summary>
public enum RoleMethod : byte
{
    RemoteAddress,

    /// <summary>The common name of the client certificate's subject.</summary>
    CertSubject,

    /// <summary>The common name of who signed the client certificate.</summary>
    CertIssuer,

    /// <summary>The user of basic HTTP authentication.</summary>
    BasicAuthentication,

    /// <summary>What a hook library of somebody else says.</summary>
    CustomValue,
}

/// <summary>The parameters of <c>libdhcp_rbac</c>: who may use which commands over HTTP.</summary>
public sealed record RbacSettings
{
    public required RoleMethod Method { get; init; }

    /// <summary>The folder with Kea's files about commands.</summary>
    public required string ApiFiles { get; init; }

    /// <summary>Where the parameters stand.</summary>
    public required SourcePlace Place { get; init; }

    /// <summary>Requests without TLS are refused, whatever they ask.</summary>
    public bool RequiresTls { get; init; }

    /// <summary>Definitions that go before those of the files.</summary>
    public IReadOnlyList<CommandDefinition> Commands { get; init; } = [];

    /// <summary>Each name once.</summary>
    public IReadOnlyList<RbacRole> Roles { get; init; } = [];

    /// <summary>Of who has no role.</summary>
    public RbacRole DefaultRole { get; init; } = RbacRole.Nobody;

    /// <summary>Of who has one that is not configured.</summary>
    public RbacRole UnknownRole { get; init; } = RbacRole.Nobody;
}

/// <summary>The commands of one role.</summary>
public sealed record RbacRole(string Name)
{
    /// <summary>May do nothing.</summary>
    public static readonly RbacRole Nobody = new("");

    public AccessList? Accept { get; init; }

    public AccessList? Reject { get; init; }

    /// <summary>Commands in neither list may be used.</summary>
    public bool AcceptsOthers { get; init; }

    /// <summary>Of commands in both lists the second one decides.</summary>
    public bool RejectsFirst { get; init; }

    /// <summary>The answer to list-commands leaves out what the role may not use.</summary>
    public bool FiltersListCommands { get; init; }
}
