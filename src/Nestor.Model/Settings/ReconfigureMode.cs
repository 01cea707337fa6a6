namespace Nestor.Model.Settings;

/// <summary>Nestor's own keyword <c>reconfigure</c> (RFC 9915 section 18.3.11; FORCERENEW of RFC 3203 in DHCPv4).</summary>
public enum ReconfigureMode : byte
{
    /// <summary>No client is given a key.</summary>
    Off,

    /// <summary>Clients that accept it get a key, and are told when somebody asks for it.</summary>
    OnCommand,

    /// <summary>They are told also when a new configuration changes their options.</summary>
    Auto,
}
