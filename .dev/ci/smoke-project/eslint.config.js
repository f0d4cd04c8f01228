import delivery from 'eslint-plugin-delivery/sql';

export default [...delivery.configs.recommended, ...delivery.configs.sql];
