using NestorConfig.Dhcpd.Output;
using NestorConfig.Dhcpd.Syntax;

namespace NestorConfig.Dhcpd.Scopes;

[Flags]
internal enum ScopeKind : byte
{
    None = 0,
    Global = 1,
    Network = 2,
    Subnet = 4,
    Pool = 8,
    Host = 16,
    Class = 32,

    /// <summary>A branch of an if.</summary>
    Condition = 64,
    Links = Global | Network | Subnet,
    Classes = Class | Condition,
}

/// <summary>A pair of braces in dhcpd.conf and the map of Kea's configuration that stands for it.</summary>
internal sealed class Scope(ScopeKind kind, Scope? parent, MapDraft target, Statement? declared)
{
    public ScopeKind Kind => kind;

    public Scope? Parent => parent;

    public MapDraft Target => target;

    /// <summary>Null for the whole file.</summary>
    public Statement? Declared => declared;

    /// <summary>The entries of option-data, by Kea's space and the code.</summary>
    public Dictionary<(string Space, int Code), MapDraft> Options { get; } = [];

    /// <summary>The bytes of options whose space has no option of its own: they go into option 43.</summary>
    public Dictionary<(string Space, int Code), byte[]> Inner { get; } = [];

    /// <summary>The space of <c>vendor-option-space</c>.</summary>
    public string? VendorSpace { get; set; }

    public Lifetimes Lifetimes { get; } = new();

    /// <summary>Whether clients without a host declaration get no address.</summary>
    public bool? DeniesUnknown { get; set; }

    /// <summary>Whether a host's name in the file is its host name.</summary>
    public bool? UsesDeclaredNames { get; set; }

    public List<(Statement Statement, bool IsAllowed)> Permits { get; } = [];

    public List<List<Statement>> Conditions { get; } = [];

    /// <summary>What the nearest scope around has that says something.</summary>
    public T? Nearest<T>(Func<Scope, T?> of)
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            if (of(scope) is { } found)
            {
                return found;
            }
        }

        return default;
    }
}
