use crate::coded::coded_enum;

coded_enum! {
    /// What an uploaded list is.
    FileFormat {
        /// Text with separators.
        Csv = 1 "csv",
        /// A workbook of Excel 2007 or newer.
        Xlsx = 2 "xlsx",
    }
}

coded_enum! {
    /// How the letters of a text file are written down.
    FileEncoding {
        Utf8 = 1 "utf-8",
        Utf16Le = 2 "utf-16le",
        Utf16Be = 3 "utf-16be",
        /// What Excel on a Turkish Windows writes.
        Windows1254 = 4 "windows-1254",
        /// Latin-5. Its letters are those of Windows-1254 without the typographic ones.
        Iso8859_9 = 5 "iso-8859-9",
    }
}

coded_enum! {
    /// What stands between the cells of a text file.
    Separator {
        /// What Excel writes where the decimal sign is a comma.
        Semicolon = 1 ";",
        Comma = 2 ",",
        Tab = 3 "tab",
        Pipe = 4 "|",
    }
}

impl Separator {
    pub const fn byte(self) -> u8 {
        match self {
            Self::Semicolon => b';',
            Self::Comma => b',',
            Self::Tab => b'\t',
            Self::Pipe => b'|',
        }
    }

    /// The separator that is this character.
    pub const fn from_char(mark: char) -> Option<Self> {
        match mark {
            ';' => Some(Self::Semicolon),
            ',' => Some(Self::Comma),
            '\t' => Some(Self::Tab),
            '|' => Some(Self::Pipe),
            _ => None,
        }
    }
}
